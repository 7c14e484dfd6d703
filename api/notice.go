package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// Notice is one thing the user was told.
type Notice struct {
	ID    string            `json:"id"`
	Kind  notice.Kind       `json:"kind"`
	Text  string            `json:"text" doc:"the whole sentence, in the user's language"`
	About *About            `json:"about" doc:"the record to open"`
	Data  map[string]string `json:"data" doc:"what the sentence is made of; task: the id of a task"`
	At    string            `json:"at"`
	Read  bool              `json:"read"`
}

// NoticesAnswer is what a user was told, the newest first, and how much of it is unread.
type NoticesAnswer struct {
	Notices []Notice `json:"notices"`
	Unread  int64    `json:"unread"`
	Cursor  *string  `json:"cursor"`
}

const noticePrefix = "ntc_"

// NoticeID writes a notice's id as it is shown outside.
func NoticeID(id int64) string { return noticePrefix + encodeID(scramble(uint64(id), noticePrefix)) }

// ParseNoticeID reads what NoticeID wrote.
func ParseNoticeID(s string) (int64, error) { return parseID(s, noticePrefix, "a notice") }

// noticeText is a notice as a sentence.
func noticeText(n notice.Notice, about, language string) string {
	said := func(key string) string { return n.Data[key] }
	var s *phrase.Sentence
	switch n.Kind {
	case notice.Morning:
		s = phrase.Sentencef("today: %s tasks, %s overdue", said("today"), said("overdue"))
	case notice.TaskDue:
		s = phrase.Sentencef("it is time: %s", said("title"))
	case notice.TaskGiven:
		s = phrase.Sentencef("%s gave you a task: %s", orText(said("by"), "Bánh Đà"), said("title"))
		if n := said("count"); n != "" && n != "1" {
			s = phrase.Sentencef("%s gave you %s tasks: %s", orText(said("by"), "Bánh Đà"), n, said("title"))
		}
	case notice.Mention:
		if s = phrase.Sentencef("%s mentioned you: %s", orText(said("by"), "Bánh Đà"), about); about == "" { // out of reach by now
			s = phrase.Sentencef("%s mentioned you", orText(said("by"), "Bánh Đà"))
		}
	case notice.Assigned:
		s = phrase.Sentencef("%s is now yours", orText(about, said("title")))
	case notice.Reclaimed:
		s = phrase.Sentencef("%s went to somebody else, because nobody was in touch", orText(about, said("title")))
	case notice.Form:
		s = phrase.Sentencef("%s answered the form %s", orText(about, "—"), said("title"))
	case notice.Lead:
		s = phrase.Sentencef("%s asks for something and waits for a first answer", orText(orText(about, said("title")), "—"))
		if said("what") == "late" {
			s = phrase.Sentencef("nobody has answered %s in time", orText(orText(about, said("title")), "—"))
		}
	case notice.Heard:
		s = phrase.Sentencef("%s wrote and waits for an answer", orText(orText(about, said("title")), "—"))
	case notice.Clock:
		s = clockNotice(said, orText(about, said("title")))
	case notice.Quote:
		s = quoteNotice(said, orText(about, "—"))
	case notice.Onboarding:
		s = phrase.Sentencef("%s is yours to onboard", orText(orText(about, said("title")), "—"))
		if said("what") == "stalled" {
			s = phrase.Sentencef("the onboarding of %s stalls", orText(orText(about, said("title")), "—"))
		}
	case notice.Appointment:
		s = appointmentNotice(said, orText(about, "—"))
	case notice.WorkDone:
		s = phrase.Sentencef("finished: %s", said("title"))
	case notice.WorkFailed:
		if said("what") == "zalo" { // it says what to do
			return said("title")
		}
		s = phrase.Sentencef("this could not be done: %s", said("title"))
	case notice.RequestDue:
		s = phrase.Sentencef("a request about personal data has to be answered: %s", said("title"))
	case notice.Stale:
		s = phrase.Sentencef("%s articles were not looked at for half a year; read them, and say that they are right or change them", said("count"))
	case notice.WebhookGone:
		s = phrase.Sentencef("the webhook %s was switched off, because it failed for long", said("title"))
	default:
		return said("title")
	}
	return s.In(language)
}

var errNoUser = refused(403, 0, "notices are told to people who sign in; a key has none")

type noticesQuestion struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listNotices(ctx context.Context, in *noticesQuestion, _ Tell) (a *NoticesAnswer, err error) {
	user, before := auth.From(ctx).User(), int64(0)
	if user == 0 {
		return nil, errNoUser
	}
	if in.Cursor != "" {
		if before, err = ParseNoticeID(in.Cursor); err != nil {
			return nil, err
		}
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Notices(ctx, user, before, in.Limit+1)
		if err != nil {
			return err
		}
		a = &NoticesAnswer{}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(NoticeID(list[in.Limit-1].ID))
		}
		if a.Notices, err = showNotices(ctx, v, list); err != nil {
			return err
		}
		a.Unread, err = unread(ctx, v, user)
		return err
	})
	return a, err
}

func unread(ctx context.Context, v *store.View, user int64) (int64, error) {
	choice, err := readChoice(ctx, v, user)
	if err != nil {
		return 0, err
	}
	return v.Unread(ctx, user, choice.Silent)
}

func showNotices(ctx context.Context, v *store.View, list []notice.Notice) ([]Notice, error) {
	n := names{records: map[record.Ref]string{}}
	var refs []record.Ref
	for _, x := range list {
		refs = append(refs, x.About)
	}
	err := n.add(ctx, v, refs)
	shown := []Notice{}
	for _, x := range list {
		shown = append(shown, Notice{NoticeID(x.ID), x.Kind, noticeText(x, n.records[x.About], speaks(ctx)), n.about(x.About), x.Data, showInstant(x.At), x.ReadAt != 0})
	}
	return shown, err
}

type readNoticesOrder struct {
	Body struct {
		ID string `json:"id,omitempty" doc:"Left out: all there are."`
	}
}

// UnreadAnswer is how much of what a user was told they have not read.
type UnreadAnswer struct {
	Unread int64 `json:"unread"`
}

// readNotices marks notices as read. It is no act: nobody's work changes by it.
func (s *Server) readNotices(ctx context.Context, in *readNoticesOrder, _ Tell) (*UnreadAnswer, error) {
	user, id := auth.From(ctx).User(), int64(0)
	if user == 0 {
		return nil, errNoUser
	}
	if in.Body.ID != "" {
		var err error
		if id, err = ParseNoticeID(in.Body.ID); err != nil {
			return nil, err
		}
	}
	a := &UnreadAnswer{}
	err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
		if err = t.ReadNotices(ctx, user, id); err == nil {
			a.Unread, err = unread(ctx, &t.View, user)
		}
		return err
	})
	return a, err
}

// readChoice is how a user wants to be told.
func readChoice(ctx context.Context, v *store.View, user int64) (c notice.Choice, err error) {
	body, err := v.NoticeChoice(ctx, user)
	if errors.Is(err, store.ErrNotFound) {
		return c, nil
	}
	if err == nil {
		err = json.Unmarshal(body, &c)
	}
	return c, err
}

// ChoiceAnswer is how a user wants to be told, and whether mail can be sent at all.
type ChoiceAnswer struct {
	notice.Choice
	MailReady bool `json:"mail_ready" doc:"false: nobody has set up a mail server"`
}

func (s *Server) showChoice(ctx context.Context, _ *struct{}, _ Tell) (*ChoiceAnswer, error) {
	user := auth.From(ctx).User()
	if user == 0 {
		return nil, errNoUser
	}
	a := &ChoiceAnswer{}
	err := s.Records.View(ctx, func(v *store.View) error {
		c, err := readChoice(ctx, v, user)
		if err != nil {
			return err
		}
		a.Choice = c.Full()
		m, err := readMail(ctx, v)
		a.MailReady = m.ready()
		return err
	})
	return a, err
}

type choiceOrder struct {
	Body notice.Choice
}

func (s *Server) setChoice(ctx context.Context, in *choiceOrder, _ Tell) (*ChoiceAnswer, error) {
	user := auth.From(ctx).User()
	if user == 0 {
		return nil, errNoUser
	}
	if err := in.Body.Check(); err != nil {
		return nil, wrong(err)
	}
	body, err := json.Marshal(in.Body)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "notices-set", target: UserID(user), entry: in.Body,
		also: func(ctx context.Context, t *store.Tx) error { return t.SetNoticeChoice(ctx, user, body) }}, nil)
	if err != nil {
		return nil, err
	}
	return s.showChoice(ctx, nil, nil)
}

// notices tell one listener how much of what they were told they have not read.
type notices struct {
	s    *Server
	user int64 // 0: nobody, who is told nothing
}

func (s *Server) noticesFor(user int64) notices { return notices{s, user} }

// message is what the listener is told now, and a channel that is closed when there may be more to tell.
func (n notices) message(ctx context.Context) (message string, more <-chan struct{}) {
	if n.user == 0 {
		return "", nil
	}
	more = n.s.Records.Told()
	var count int64
	err := n.s.Records.View(ctx, func(v *store.View) (err error) {
		count, err = unread(ctx, v, n.user)
		return err
	})
	if err != nil {
		return ":\n\n", more // it is told with the next notice
	}
	return fmt.Sprintf("event: notices\ndata: {\"unread\":%d}\n\n", count), more
}
