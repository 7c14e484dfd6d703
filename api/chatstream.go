package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/store"
)

// chatStream tells a visitor what is said, after the entry they know last.
func (s *Server) chatStream(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	after, err := orNone(orText(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after")), ParseEntryID)
	if err != nil {
		return err
	}
	one, err := s.chats.enter(c.Name)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy before us hands on what comes at once
	w.WriteHeader(http.StatusOK)
	l := &listening{Server: s, call: c, talk: one, after: after}
	l.run(auth.With(r.Context(), systemActor), w)
	s.chats.leave(c.Name)
	if l.thread != 0 {
		s.inbox.moved(l.thread)
	}
	within(w, time.Time{})
	return nil
}

// listening is one stream of a visitor. What is new is read from the records: whoever reads slowly is left behind alone.
type listening struct {
	*Server
	call    *chatCall
	talk    *talk
	after   int64 // the last entry they know
	thread  int64
	writing bool   // they know that somebody writes
	draft   string // what they know of what a machine is about to say
	asked   int    // how often they were told that a survey is asked
}

func (l *listening) run(ctx context.Context, w http.ResponseWriter) {
	ctx, cancel := context.WithTimeout(ctx, listenFor)
	defer cancel()
	beat := time.NewTicker(visitorBeat)
	defer beat.Stop()
	woken, moved, message, err := l.news(ctx)
	for message = ":\n\n" + message; err == nil; {
		if message != "" && send(w, message) != nil {
			return
		}
		message = ""
		select {
		case <-woken:
			woken, moved, message, err = l.news(ctx)
		case <-moved:
			woken, moved, message, err = l.news(ctx)
		case <-beat.C:
			if l.thread != 0 { // their conversation may have become part of another
				woken, moved, message, err = l.news(ctx)
			}
			message += ":\n\n"
		case <-l.live.ended:
			return
		case <-ctx.Done():
			return
		}
	}
	if err != nil && ctx.Err() == nil {
		l.Logger.Error("a visitor cannot be told what is said", "error", err)
	}
}

// mostTold is how many entries are told at once.
const mostTold = 100

// news is what a visitor does not know yet, and what is closed when there is more: asked for before it is looked.
func (l *listening) news(ctx context.Context) (woken, moved <-chan struct{}, message string, err error) {
	woken = l.chats.wakes(l.talk)
	if l.thread != 0 {
		moved = l.inbox.of(l.thread)
	}
	err = l.Records.View(ctx, func(v *store.View) error {
		last, err := v.LastChatEntries(ctx, l.call.Name, 1)
		if err != nil || len(last) == 0 {
			return err
		}
		if l.follow(last[0].Conversation); last[0].ID <= l.after {
			return nil
		}
		message, err = l.told(ctx, v)
		return err
	})
	return woken, moved, message + l.signs() + l.drafts(), err
}

// told is what was said after what they know.
func (l *listening) told(ctx context.Context, v *store.View) (message string, err error) {
	list, err := v.ChatEntries(ctx, l.call.Name, l.after, mostTold)
	for i := range list {
		told, err := l.visitorEntry(ctx, v, &list[i], &l.call.Visitor)
		if err != nil {
			return "", err
		}
		body, _ := json.Marshal(told) // texts and numbers
		message += fmt.Sprintf("id: %s\nevent: entry\ndata: %s\n\n", told.ID, body)
		l.after = list[i].ID
	}
	if len(list) == mostTold {
		l.chats.wake(l.call.Name)
	}
	return message, err
}

// follow watches another conversation, from now on: what is said in it meanwhile is looked for once more.
func (l *listening) follow(thread int64) {
	if l.thread == thread {
		return
	}
	l.thread = thread
	l.chats.mu.Lock()
	l.talk.thread = thread
	l.chats.mu.Unlock()
	l.chats.wake(l.call.Name)
	l.inbox.moved(thread)
}

// drafts tells what a machine is about to say, as it grows.
func (l *listening) drafts() string {
	text := l.chats.drafted(l.talk)
	if text == l.draft {
		return ""
	}
	l.draft = text
	body, _ := json.Marshal(text) // a text
	return fmt.Sprintf("event: draft\ndata: %s\n\n", body)
}

// signs tells that a survey is asked, and that somebody begins or stops to write.
func (l *listening) signs() (told string) {
	if asked := l.chats.asked(l.talk); asked != l.asked {
		l.asked, told = asked, "event: survey\ndata: {}\n\n"
	}
	writing := false
	for _, w := range l.inbox.who(place{conversation: l.thread}, l.Now()) {
		writing = writing || w
	}
	if l.thread == 0 || writing == l.writing {
		return told
	}
	l.writing = writing
	return told + fmt.Sprintf("event: writing\ndata: %t\n\n", writing)
}
