package api

import (
	"context"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"banhda/auth"
	"banhda/hub/conversation"
	"banhda/store"
)

// chats are the visitors whose widget is open, and how the widget is. All of it is in memory: nothing is lost with it but
// who is there.
type chats struct {
	mu     sync.Mutex
	held   *heldChat
	talks  map[string]*talk
	paces  map[string]*rate.Limiter
	rooms  map[netip.Prefix]*rate.Limiter // bytes of files
	opened int                            // streams
}

// talk is a visitor who is there.
type talk struct {
	streams int
	woken   chan struct{} // closed when there is something to look for
	thread  int64         // the conversation; 0: they have not written
	page    string
	title   string
	writing time.Time // until then
	draft   string    // of what a machine is about to say to them
	asked   int       // how often a survey was asked in it since they are there
}

// Of visitors who are there at once, and of the open windows of one.
const (
	mostStreams   = 30_000
	mostOfVisitor = 10
	mostPaces     = 100_000
	visitorBeat   = 25 * time.Second
	writingFor    = 8 * time.Second
)

var errChatFull = refused(http.StatusServiceUnavailable, 30*time.Second, "too many people write just now; wait a little and try again")

func (o *chats) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held = nil
}

// pace counts what a visitor sends, and reports whether they may.
func (o *chats) pace(name string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.paces == nil || len(o.paces) >= mostPaces {
		o.paces = map[string]*rate.Limiter{}
	}
	if o.paces[name] == nil {
		o.paces[name] = newPace()
	}
	return o.paces[name].Allow()
}

// How often a visitor may send.
const (
	chatEvery  = 1500 * time.Millisecond
	chatAtOnce = 25
)

// The bytes of files that one network may send: at once, and each second after.
const (
	chatBytesAtOnce  = 100_000_000
	chatBytesASecond = 50_000
)

// newPace bounds what one visitor sends.
func newPace() *rate.Limiter { return rate.NewLimiter(rate.Every(chatEvery), chatAtOnce) }

// room counts the bytes of a file that comes from a network, and reports whether it may.
func (o *chats) room(network netip.Prefix, bytes int64) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.rooms == nil || len(o.rooms) >= mostVisitors {
		o.rooms = map[netip.Prefix]*rate.Limiter{}
	}
	if o.rooms[network] == nil {
		o.rooms[network] = rate.NewLimiter(chatBytesASecond, chatBytesAtOnce)
	}
	return o.rooms[network].AllowN(time.Now(), int(bytes))
}

// enter notes that a visitor is there.
func (o *chats) enter(name string) (*talk, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.talks == nil {
		o.talks = map[string]*talk{}
	}
	one := o.talks[name]
	if one == nil {
		one = &talk{woken: make(chan struct{})}
	}
	if o.opened >= mostStreams || one.streams >= mostOfVisitor {
		return nil, errChatFull
	}
	o.talks[name] = one
	one.streams++
	o.opened++
	return one, nil
}

func (o *chats) leave(name string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.opened--
	if one := o.talks[name]; one != nil {
		if one.streams--; one.streams == 0 {
			delete(o.talks, name)
		}
	}
}

// wake has the streams of a visitor look for what is new.
func (o *chats) wake(name string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if one := o.talks[name]; one != nil {
		close(one.woken)
		one.woken = make(chan struct{})
	}
}

// asks has the streams of a visitor tell that a survey is asked in their talk.
func (o *chats) asks(name string) {
	o.mu.Lock()
	if one := o.talks[name]; one != nil {
		one.asked++
	}
	o.mu.Unlock()
	o.wake(name)
}

// asked is how often that was.
func (o *chats) asked(one *talk) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return one.asked
}

func (o *chats) wakes(one *talk) <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	return one.woken
}

// sign notes what a visitor who is there does, and gives their conversation; 0: none.
func (o *chats) sign(name string, writing bool, page, title string, now time.Time) (thread int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	one := o.talks[name]
	if one == nil {
		return 0
	}
	one.writing = time.Time{}
	if writing {
		one.writing = now.Add(writingFor)
	}
	if page != "" {
		one.page, one.title = page, title
	}
	return one.thread
}

// draft notes what a machine is about to say to a visitor who is there; empty: it has said it.
func (o *chats) draft(name, text string) {
	o.mu.Lock()
	one := o.talks[name]
	if one == nil || one.draft == text {
		o.mu.Unlock()
		return
	}
	one.draft = text
	o.mu.Unlock()
	o.wake(name)
}

func (o *chats) drafted(one *talk) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return one.draft
}

// there is a visitor as colleagues see them.
func (o *chats) there(name string, now time.Time) (shown ConversationVisitor) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if one := o.talks[name]; one != nil {
		shown = ConversationVisitor{Online: true, Writing: now.Before(one.writing), Page: one.page, Title: one.title}
	}
	return shown
}

// ConversationVisitor is who talks by the chat, as far as it is known now.
type ConversationVisitor struct {
	Online  bool   `json:"online" doc:"a page with the chat is open before them"`
	Writing bool   `json:"writing"`
	Page    string `json:"page" doc:"the page they look at, or wrote from last"`
	Title   string `json:"title"`
}

// chatSign notes that a visitor writes, what they look at and what they have seen.
func (s *Server) chatSign(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	var in struct {
		Writing    bool
		URL, Title string
		Seen       string
	}
	if err := readChatBody(w, r, &in); err != nil {
		return err
	}
	thread := s.chats.sign(c.Name, in.Writing, webPage(in.URL), clipped(in.Title, 200), s.Now())
	if in.Seen != "" {
		id, err := ParseEntryID(in.Seen)
		if err != nil {
			return err
		}
		if err := s.sawChat(r.Context(), c.Name, id); err != nil {
			return err
		}
	}
	if thread != 0 {
		s.inbox.moved(thread)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// sawChat notes what a visitor has seen, of what was said in their talk.
func (s *Server) sawChat(ctx context.Context, name string, id int64) error {
	return s.Records.Tx(auth.With(ctx, systemActor), func(t *store.Tx) error {
		e, err := t.Entry(ctx, id)
		if err != nil || e.Channel != conversation.Chat || e.Address != name {
			return absent(err)
		}
		_, err = t.SawChat(ctx, name, id)
		return err
	})
}

// showVisitor shows who talks by the chat: whether they are there, what they look at, and what they have seen.
func (s *Server) showVisitor(ctx context.Context, v *store.View, c *conversation.Conversation, list []conversation.Entry, a *ConversationShown) error {
	heard, err := v.LastHeard(ctx, c.ID, conversation.Chat)
	if err != nil {
		return absent(err)
	}
	there := s.chats.there(heard.Address, s.Now())
	if there.Page == "" {
		there.Page, there.Title = heard.Data["page"], heard.Data["title"]
	}
	a.Visitor = &there
	is, err := v.ChatVisitor(ctx, heard.Address)
	if err != nil {
		return absent(err)
	}
	for i := range a.Entries {
		if e := &list[i]; e.Kind == conversation.Out && e.Channel == conversation.Chat && e.ID <= is.Read {
			a.Entries[i].State = "seen"
		}
	}
	return nil
}
