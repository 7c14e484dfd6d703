package api

import (
	"context"
	"errors"
	"os"
	"strconv"

	"banhda/store"
)

// mailboxesSetting keeps the mailboxes whose mail becomes conversations, as JSON; the passwords in it are sealed.
// placesSetting keeps up to where each was read.
const (
	mailboxesSetting = "inbox.mailboxes"
	placesSetting    = "inbox.places"
)

// inboxMailbox is a mailbox whose mail becomes conversations, as it is kept.
type inboxMailbox struct {
	mailboxSettings
	Key  string `json:"key"`
	Name string `json:"name"` // answers come from
	Team int64  `json:"team"` // 0: nobody's
	Plus bool   `json:"plus"` // it takes what comes to its address with a word behind a +
}

// place is where the tokens are used that it is read with.
func (b *inboxMailbox) place() string { return inboxPlace(b.Key) }

func inboxPlace(key string) string { return "inbox." + key }

type inboxMailboxes []inboxMailbox

func readMailboxes(ctx context.Context, v *store.View) (list inboxMailboxes, err error) {
	err = readJSON(ctx, v, mailboxesSetting, &list)
	return list, err
}

// answering is the mailbox an answer goes from: that which was written to, else the team's, else the first.
func (l inboxMailboxes) answering(key string, team int64) (inboxMailbox, bool) {
	for _, fits := range []func(inboxMailbox) bool{
		func(b inboxMailbox) bool { return b.Key == key && key != "" },
		func(b inboxMailbox) bool { return b.Team == team && team != 0 },
		func(inboxMailbox) bool { return true },
	} {
		for _, b := range l {
			if fits(b) {
				return b, true
			}
		}
	}
	return inboxMailbox{}, false
}

// addresses are those of all mailboxes: what comes from one of them came around.
func (l inboxMailboxes) addresses() (own []string) {
	for _, b := range l {
		own = append(own, b.Address)
	}
	return own
}

// signatureSetting is where a user's signature is kept.
func signatureSetting(user int64) string { return "inbox.signature." + strconv.FormatInt(user, 10) }

func readSignature(ctx context.Context, v *store.View, user int64) (string, error) {
	s, err := v.Setting(ctx, signatureSetting(user))
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return s, err
}

// readFile is what a file holds that is kept under a hash.
func (s *Server) readFile(hash string) ([]byte, error) { return os.ReadFile(s.filePath(hash)) }
