package api

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/delight/share"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// shareRoutes are two pages of a share kit: the one friends see, and the one on which a customer shares it, whose address is
// signed. Getting either says nothing; a press on a way to share does.
func (s *Server) shareRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /share/{kit}", s.visitors.bound(s.sharedPage))
	mux.HandleFunc("GET /share/by/{token}", s.letter(token.Share, s.sharingPage))
	mux.HandleFunc("POST /share/by/{token}", s.letter(token.Share, s.shareNow))
}

var errKitClosed = phrase.Sentencef("this is not shared any more; thank you for coming")

// openKit is a kit that can be shared; ErrNotFound where there is none.
func (s *Server) openKit(ctx context.Context, id int64) (k share.Kit, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		if k, err = v.ShareKit(ctx, id); err == nil && !k.Open {
			err = fmt.Errorf("share kit %d is closed: %w", id, store.ErrNotFound)
		}
		return err
	})
	return k, err
}

// sharedPage is what friends see: what is shared, and the way on, with by whom they came. The site's own script counts them,
// where they agree.
func (s *Server) sharedPage(w http.ResponseWriter, r *http.Request) {
	id, err := ParseShareKitID(r.PathValue("kit"))
	if err != nil {
		s.letterSays(w, r, http.StatusNotFound, errKitClosed)
		return
	}
	k, err := s.openKit(r.Context(), id)
	if err != nil {
		s.kitFails(w, r, err)
		return
	}
	st, err := s.site(r.Context())
	if err != nil {
		s.siteFails(w, r, err)
		return
	}
	d, err := drawShared(st, r, &k)
	if err != nil {
		s.siteFails(w, r, err)
		return
	}
	s.answerDrawn(w, r, d)
}

func (s *Server) kitFails(w http.ResponseWriter, r *http.Request, err error) {
	if absent(err) != nil {
		s.siteFails(w, r, err)
		return
	}
	s.letterSays(w, r, http.StatusNotFound, errKitClosed)
}

func drawShared(st *site, r *http.Request, k *share.Kit) (*drawn, error) {
	base := houseBase
	if visitOf(r.Context()).own {
		base = ""
	}
	language, asked, c := pageLanguage(r, st.Language), r.URL.Query(), &k.Content
	by, _ := share.ParseChannel(asked.Get("utm_source"))
	d := st.frame(base, language)
	d.Title, d.Description, d.Heading = in(language, c.Title), in(language, c.About), in(language, c.Title)
	d.Canonical, d.Picture = st.address().origin+sharePath(k.ID), whole(st.address().origin, c.Picture)
	code := asked.Get("ref")
	if len(code) > 40 {
		code = ""
	}
	shown := sharedSheet{Picture: c.Picture, About: d.Description, Button: orText(in(language, c.Button), shareWords["more"][language]), Target: template.URL(share.Marked(c.Target, code, ShareKitID(k.ID), by))} // Check lets no script be a target
	var body strings.Builder
	if err := shareFriend.Execute(&body, shown); err != nil {
		return nil, err
	}
	d.Body = template.HTML(body.String())
	return finish(d, nil, http.StatusOK, 0)
}

type sharedSheet struct {
	Picture, About, Button string
	Target                 template.URL
}

// sharingSheet is the page on which a customer shares.
type sharingSheet struct {
	Language, Title, Who, Path, About, Picture string
	Ways                                       []sharingWay
	Chosen                                     *sharingWay // how they share; nil: not chosen yet
}

type sharingWay struct {
	Channel share.Channel
	Name    string
	Text    string
	Open    template.URL // the program that sends it; empty: the words are copied
}

func (s *Server) sharingPage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	return s.showSharing(w, r, about, "")
}

// shareNow notes that somebody shares by a channel, and hands them what to pass on.
func (s *Server) shareNow(w http.ResponseWriter, r *http.Request, about token.Token) error {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	by, ok := share.ParseChannel(r.PostFormValue("by"))
	if !ok || ownOrigin.Check(r) != nil {
		return s.showSharing(w, r, about, "")
	}
	k, err := s.openKit(r.Context(), about.Message)
	if err == nil {
		err = s.tellShared(r.Context(), &k, about.Person, by)
	}
	if err != nil {
		if absent(err) == nil {
			s.letterSays(w, r, http.StatusNotFound, errKitClosed)
			return nil
		}
		return err
	}
	return s.showSharing(w, r, about, by)
}

// tellShared tells the person's timeline, once a day for each channel.
func (s *Server) tellShared(ctx context.Context, k *share.Kit, profile int64, by share.Channel) error {
	ctx = auth.With(ctx, systemActor)
	_, err := s.change(ctx, mutation{verb: "share", target: ShareKitID(k.ID), entry: map[string]any{"channel": by}, also: func(ctx context.Context, t *store.Tx) error {
		who, err := personRecord(ctx, &t.View, profile)
		if err != nil {
			return err
		}
		if _, err := codeFor(ctx, t, who.ID); err != nil {
			return err
		}
		today, err := s.todayOf(ctx, &t.View)
		if err != nil {
			return err
		}
		said := map[string]any{"kit": ShareKitID(k.ID), "kit_name": k.Name, "channel": string(by)}
		return postEvents(ctx, t, "share", []int64{who.ID}, func(person int64) timeline.Event {
			return timeline.Event{ID: fmt.Sprintf("shared-%s-%s-%s-%s", ShareKitID(k.ID), PersonID(person), by, today.Format("20060102")), Name: share.SharedEvent, At: t.Now(), Properties: marshalled(said)}
		})
	}}, nil)
	return err
}

func (s *Server) showSharing(w http.ResponseWriter, r *http.Request, about token.Token, by share.Channel) error {
	p, err := s.readSharing(r, about, by)
	if err != nil {
		if absent(err) == nil {
			s.letterSays(w, r, http.StatusNotFound, errKitClosed)
			return nil
		}
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return sharePages.ExecuteTemplate(w, "share", p)
}

func (s *Server) readSharing(r *http.Request, about token.Token, by share.Channel) (p *sharingSheet, err error) {
	ctx := r.Context()
	k, err := s.openKit(ctx, about.Message)
	if err != nil {
		return nil, err
	}
	return p, s.Records.View(ctx, func(v *store.View) error {
		head, err := readLetterhead(ctx, v)
		if err != nil {
			return err
		}
		who, err := personRecord(ctx, v, about.Person)
		if err != nil {
			return err
		}
		m, err := readMail(ctx, v)
		if err != nil {
			return err
		}
		code, err := v.ReferralCode(ctx, who.ID)
		if absent(err) != nil {
			return err
		}
		language := pageLanguage(r, who.Values.Text("language"))
		p = &sharingSheet{Language: language, Title: in(language, k.Content.Title), About: in(language, k.Content.About), Picture: k.Content.Picture, Who: head.Name, Path: r.URL.Path}
		for _, c := range share.Channels {
			link := share.Marked(m.URL+sharePath(k.ID), code, "", c)
			words := k.Text(c, language, link)
			way := sharingWay{c, shareWords[string(c)][language], words, template.URL(share.Way(c, p.Title, words, link))} // made of constants, the rest escaped
			if p.Ways = append(p.Ways, way); c == by {
				p.Chosen = &way
			}
		}
		return nil
	})
}
