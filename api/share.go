package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/delight/share"
	"banhda/hub/token"
	"banhda/store"
)

const shareKitPrefix = "kit_"

// ShareKitID writes a share kit's id as it is shown outside.
func ShareKitID(id int64) string {
	return shareKitPrefix + encodeID(scramble(uint64(id), shareKitPrefix))
}

// ParseShareKitID reads what ShareKitID wrote.
func ParseShareKitID(s string) (int64, error) { return parseID(s, shareKitPrefix, "a share kit") }

// ShareKit is what customers are given to share.
type ShareKit struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Content   share.Content `json:"content"`
	Open      bool          `json:"open" doc:"it can be shared"`
	Page      string        `json:"page" doc:"what friends see"`
	Edition   int64         `json:"edition"`
	UpdatedAt string        `json:"updated_at"`
}

func showShareKit(k share.Kit, url string) *ShareKit {
	return &ShareKit{ShareKitID(k.ID), k.Name, k.Content, k.Open, url + sharePath(k.ID), k.Edition, showInstant(k.UpdatedAt)}
}

// ShareKitsAnswer is a page of them, the last made first.
type ShareKitsAnswer struct {
	Kits   []*ShareKit `json:"kits"`
	Cursor *string     `json:"cursor"`
}

type shareKitsQuestion struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listShareKits(ctx context.Context, in *shareKitsQuestion, _ Tell) (*ShareKitsAnswer, error) {
	a := &ShareKitsAnswer{Kits: []*ShareKit{}}
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		m, err := readMail(ctx, v)
		if err != nil {
			return err
		}
		list, err := v.ShareKits(ctx, before, in.Limit)
		for _, k := range list {
			a.Kits = append(a.Kits, showShareKit(k, m.URL))
		}
		if len(list) == in.Limit {
			a.Cursor = text(writeSerial(list[in.Limit-1].ID))
		}
		return err
	})
}

// ShareKitNamed names one.
type ShareKitNamed struct {
	ID string `path:"id" doc:"The share kit."`
}

func kitOf(ctx context.Context, v *store.View, shown string) (k share.Kit, err error) {
	id, err := ParseShareKitID(shown)
	if err == nil {
		k, err = v.ShareKit(ctx, id)
	}
	return k, notFound(err, "there is no share kit %s", shown)
}

func (s *Server) showShareKit(ctx context.Context, in *ShareKitNamed, _ Tell) (a *ShareKit, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		k, err := kitOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		m, err := readMail(ctx, v)
		a = showShareKit(k, m.URL)
		return err
	})
	return a, err
}

// ShareKitBody is what is stated of a share kit.
type ShareKitBody struct {
	Name    string        `json:"name" minLength:"1" maxLength:"100"`
	Content share.Content `json:"content"`
	Open    bool          `json:"open"`
}

func (s *Server) addShareKit(ctx context.Context, in *struct{ Body ShareKitBody }, _ Tell) (*ShareKit, error) {
	return s.keepShareKit(ctx, "share-kit-add", &share.Kit{}, &in.Body)
}

type shareKitChange struct {
	ShareKitNamed
	Body struct {
		ShareKitBody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setShareKit(ctx context.Context, in *shareKitChange, _ Tell) (*ShareKit, error) {
	id, err := ParseShareKitID(in.ID)
	if err != nil {
		return nil, err
	}
	return s.keepShareKit(ctx, "share-kit-set", &share.Kit{ID: id, Edition: in.Body.Edition}, &in.Body.ShareKitBody)
}

func (s *Server) keepShareKit(ctx context.Context, verb string, k *share.Kit, b *ShareKitBody) (a *ShareKit, err error) {
	k.Name, k.Content, k.Open = cleanName(b.Name), b.Content, b.Open
	if err := k.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: verb, entry: map[string]any{"name": k.Name}, made: func() string { return ShareKitID(k.ID) }, also: func(ctx context.Context, t *store.Tx) (err error) {
		if k.ID == 0 {
			k.ID, err = t.AddShareKit(ctx, *k)
		} else if _, err = kitOf(ctx, &t.View, ShareKitID(k.ID)); err == nil {
			err = t.SaveShareKit(ctx, *k)
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "somebody else changed this share kit meanwhile; look at it again")
		}
		if err != nil {
			return err
		}
		m, err := readMail(ctx, &t.View)
		if err != nil {
			return err
		}
		kept, err := t.ShareKit(ctx, k.ID)
		a = showShareKit(kept, m.URL)
		return err
	}}, nil)
	return a, err
}

// ShareLinkAnswer is somebody's own link to a share kit.
type ShareLinkAnswer struct {
	Link string `json:"link" doc:"for them alone: who opens it shares in their name"`
}

type shareLinkOrder struct {
	ShareKitNamed
	Body struct {
		Person string `json:"person"`
	}
}

// makeShareLink gives the link by which somebody shares, to be handed to them.
func (s *Server) makeShareLink(ctx context.Context, in *shareLinkOrder, _ Tell) (a *ShareLinkAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: "share-link", target: in.Body.Person, entry: map[string]any{"kit": in.ID}, also: func(ctx context.Context, t *store.Tx) error {
		p, err := personWithin(ctx, &t.View, in.Body.Person, auth.Read)
		if err != nil {
			return err
		}
		link, err := s.shareLink(ctx, t, in.ID, p.ID)
		a = &ShareLinkAnswer{link}
		return err
	}}, nil)
	return a, err
}

// shareLink is the address by which somebody shares an open kit; they get a referral code where they have none.
func (s *Server) shareLink(ctx context.Context, t *store.Tx, kit string, person int64) (string, error) {
	k, err := kitOf(ctx, &t.View, kit)
	if err != nil {
		return "", err
	}
	if !k.Open {
		return "", invalid("the share kit %q is not open; open it first", k.Name)
	}
	m, err := readMail(ctx, &t.View)
	if err != nil {
		return "", err
	}
	if m.URL == "" {
		return "", invalid("nobody said where this house is open, so no address can be sent; write it in Settings, E-mail")
	}
	_, err = codeFor(ctx, t, person)
	return m.URL + "/share/by/" + s.tokens.Sign(token.Token{Kind: token.Share, Message: k.ID, Person: person}), err
}

func sharePath(kit int64) string { return "/share/" + ShareKitID(kit) }
