package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"net"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/phrase"
	"banhda/store"
)

// InboxMailbox is a mailbox whose mail becomes conversations. The password is not among it.
type InboxMailbox struct {
	Key         string     `json:"key" maxLength:"40" doc:"empty of a new one"`
	Name        string     `json:"name" maxLength:"200" doc:"in whose name answers go"`
	Address     string     `json:"address" maxLength:"254"`
	Host        string     `json:"host" maxLength:"253" doc:"the IMAP server"`
	Port        int        `json:"port" minimum:"1" maximum:"65535"`
	Security    string     `json:"security" enum:"starttls,tls,none"`
	User        string     `json:"user" maxLength:"254"`
	Folder      string     `json:"folder,omitempty" maxLength:"200" doc:"left out: INBOX"`
	Team        string     `json:"team,omitempty" maxLength:"40" doc:"whose its conversations are; left out: nobody's"`
	Plus        bool       `json:"plus,omitempty" doc:"it takes what comes to its address with a word behind a +, by which answers are known"`
	OAuth       *MailGrant `json:"oauth,omitempty" doc:"how access tokens are got; left out: signing in is by password"`
	PasswordSet bool       `json:"password_set,omitempty"`
	CheckedAt   string     `json:"checked_at,omitempty" doc:"when it was read last; empty: never"`
	Error       string     `json:"error,omitempty" doc:"what the server said then; empty: it went well"`
}

// InboxAnswer is how conversations are led, and where mail comes in.
type InboxAnswer struct {
	Rules     ConversationRules `json:"rules"`
	Mailboxes []InboxMailbox    `json:"mailboxes"`
}

func (s *Server) showInbox(ctx context.Context, _ *struct{}, _ Tell) (a *InboxAnswer, err error) {
	a = &InboxAnswer{Mailboxes: []InboxMailbox{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		boxes, err := readMailboxes(ctx, v)
		if err != nil {
			return err
		}
		places := map[string]checkedUpTo{}
		if err := readJSON(ctx, v, placesSetting, &places); err != nil {
			return err
		}
		grants, err := readMailGrants(ctx, v)
		if err != nil {
			return err
		}
		for _, b := range boxes {
			shown := InboxMailbox{Key: b.Key, Name: b.Name, Address: b.Address, Host: b.Host, Port: b.Port, Security: b.Security, User: b.User, Folder: b.Folder, Plus: b.Plus, PasswordSet: b.Sealed != "", OAuth: grants.show(b.place()), Error: phrase.Text(speaks(ctx), places[b.Key].Error)}
			if b.Team != 0 {
				shown.Team = TeamID(b.Team)
			}
			shown.CheckedAt = instantText(places[b.Key].At)
			a.Mailboxes = append(a.Mailboxes, shown)
		}
		a.Rules, err = readConversationRules(ctx, v)
		return err
	})
	return a, err
}

type rulesOfConversations struct {
	Body ConversationRules
}

// setConversationRules sets how conversations are led; what is due already stays as it is.
func (s *Server) setConversationRules(ctx context.Context, in *rulesOfConversations, tell Tell) (*InboxAnswer, error) {
	_, err := s.change(ctx, mutation{verb: "conversation-rules", target: conversationSetting, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		return setJSON(ctx, t, conversationSetting, in.Body)
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.showInbox(ctx, nil, tell)
}

type inboxMailboxOrder struct {
	Body struct {
		InboxMailbox
		Password *string `json:"password,omitempty" maxLength:"1000" doc:"Left out: as it is. It cannot be read again."`
	}
}

// setInboxMailbox adds a mailbox, or changes one. What was in it before it is read for the first time stays where it is.
func (s *Server) setInboxMailbox(ctx context.Context, in *inboxMailboxOrder, tell Tell) (*InboxAnswer, error) {
	box, err := readInboxMailbox(&in.Body.InboxMailbox)
	if err == nil {
		err = s.checkGrant(in.Body.OAuth, box.Security, box.User)
	}
	if err != nil {
		return nil, err
	}
	entry := map[string]any{"address": box.Address, "host": box.Host, "port": box.Port, "user": box.User, "oauth": box.OAuth}
	_, err = s.change(ctx, mutation{verb: "inbox-mailbox", target: mailboxesSetting, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		list, err := readMailboxes(ctx, &t.View)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(b inboxMailbox) bool { return b.Key == box.Key })
		if at < 0 && in.Body.Key != "" {
			return missing("there is no such mailbox any more")
		}
		var was inboxMailbox
		if at >= 0 {
			was = list[at]
		}
		if err := s.setGrant(ctx, t, box.place(), in.Body.OAuth, box.Host, box.User); err != nil {
			return err
		}
		switch {
		case box.OAuth: // a password would only lie there
		case in.Body.Password == nil && was.Host == box.Host && was.User == box.User:
			box.Sealed = was.Sealed // to another server it is never handed
		case in.Body.Password != nil && *in.Body.Password != "":
			box.Sealed = s.mailboxSealer().Seal(*in.Body.Password, box.Host)
		}
		if at < 0 {
			return setJSON(ctx, t, mailboxesSetting, append(list, box))
		}
		list[at] = box
		return setJSON(ctx, t, mailboxesSetting, list)
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.showInbox(ctx, nil, tell)
}

func readInboxMailbox(b *InboxMailbox) (box inboxMailbox, err error) {
	box.OAuth = b.OAuth != nil
	box.Key, box.Name, box.Plus = cmp.Or(b.Key, strings.ToLower(rand.Text()[:10])), cleanName(b.Name), b.Plus
	box.Host, box.Port, box.Security, box.User, box.Folder = strings.ToLower(strings.TrimSpace(b.Host)), b.Port, b.Security, strings.TrimSpace(b.User), orText(strings.TrimSpace(b.Folder), "INBOX")
	if box.Address, err = auth.Email(b.Address); err != nil {
		return box, wrong(err)
	}
	if box.Host == "" || strings.ContainsAny(box.Host, "/ @") || net.ParseIP(box.Host) == nil && strings.Contains(box.Host, ":") {
		return box, invalid("%q is not the name of a mail server; write one such as imap.example.com", box.Host)
	}
	box.Team, err = orNone(b.Team, ParseTeamID)
	return box, err
}

type inboxMailboxPath struct {
	Key string `path:"key"`
}

func (s *Server) removeInboxMailbox(ctx context.Context, in *inboxMailboxPath, tell Tell) (*InboxAnswer, error) {
	_, err := s.change(ctx, mutation{verb: "inbox-mailbox-remove", target: mailboxesSetting, entry: in, also: func(ctx context.Context, t *store.Tx) error {
		list, err := readMailboxes(ctx, &t.View)
		if err != nil {
			return err
		}
		if err := s.setGrant(ctx, t, inboxPlace(in.Key), nil, "", ""); err != nil {
			return err
		}
		return setJSON(ctx, t, mailboxesSetting, slices.DeleteFunc(list, func(b inboxMailbox) bool { return b.Key == in.Key }))
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.showInbox(ctx, nil, tell)
}

// checkInbox reads all mailboxes now.
func (s *Server) checkInbox(ctx context.Context, _ *struct{}, tell Tell) (*InboxAnswer, error) {
	if err := s.readInboxes(ctx); err != nil {
		return nil, err
	}
	return s.showInbox(ctx, nil, tell)
}

// SignatureAnswer is what stands beneath one's mails.
type SignatureAnswer struct {
	Text string `json:"text"`
}

type signatureOrder struct {
	Body struct {
		Text string `json:"text" maxLength:"2000" doc:"empty: none"`
	}
}

func (s *Server) showSignature(ctx context.Context, _ *struct{}, _ Tell) (*SignatureAnswer, error) {
	a := &SignatureAnswer{}
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		a.Text, err = readSignature(ctx, v, auth.From(ctx).User())
		return err
	})
	return a, err
}

var errNoSignature = refused(403, 0, "only who signs in has a signature; a key has none")

func (s *Server) setSignature(ctx context.Context, in *signatureOrder, tell Tell) (*SignatureAnswer, error) {
	me := auth.From(ctx).User()
	if me == 0 {
		return nil, errNoSignature
	}
	_, err := s.change(ctx, mutation{verb: "signature", target: UserID(me), also: func(ctx context.Context, t *store.Tx) error {
		return t.Set(ctx, signatureSetting(me), strings.TrimSpace(in.Body.Text))
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.showSignature(ctx, nil, tell)
}
