package api

import (
	"fmt"
	"sync"
	"time"
)

// inbox tells those who listen that something moved in conversations, and keeps for a moment who is writing in which. All
// of it is in memory: nothing is lost with it but who sat before a screen.
type inbox struct {
	mu      sync.Mutex
	turn    int64
	telling bool          // screens are told in a moment
	any     chan struct{} // closed when any conversation moves; nil: nobody listens
	each    map[int64]chan struct{}
	present map[place]map[int64]presentAs // by user, too
}

// place is where somebody can be: in a conversation, or at a ticket, whose customer may have none yet.
type place struct{ conversation, ticket int64 }

// presentAs is somebody who looks at a conversation or a ticket, or writes there, until when.
type presentAs struct {
	Writing bool
	Until   time.Time
}

// presentFor is how long somebody is there after they said so.
const presentFor = 25 * time.Second

// moved tells that something was said or done in a conversation.
func (b *inbox) moved(conversation int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn++
	if !b.telling {
		b.telling = true
		time.AfterFunc(toldEvery, b.tell)
	}
	if one := b.each[conversation]; one != nil {
		close(one)
		delete(b.each, conversation)
	}
}

// toldEvery is how long screens wait for more than one thing that moved: of a hundred messages a second each hears five.
const toldEvery = 200 * time.Millisecond

func (b *inbox) tell() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.telling = false
	if b.any != nil {
		close(b.any)
		b.any = nil
	}
}

// news is closed when any conversation moves next; turn is how often any did.
func (b *inbox) news() (turn int64, moved <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.any == nil {
		b.any = make(chan struct{})
	}
	return b.turn, b.any
}

// message tells a screen that something moved, and when there is more.
func (b *inbox) message() (message string, moved <-chan struct{}) {
	turn, moved := b.news()
	return fmt.Sprintf("event: inbox\ndata: {\"turn\":%d}\n\n", turn), moved
}

// of is closed when a conversation moves next. Ask before reading it, so that nothing is missed.
func (b *inbox) of(conversation int64) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.each == nil {
		b.each = map[int64]chan struct{}{}
	}
	one := b.each[conversation]
	if one == nil {
		one = make(chan struct{})
		b.each[conversation] = one
	}
	return one
}

// here notes that a user is somewhere, or writes there.
func (b *inbox) here(at place, user int64, writing bool, now time.Time) {
	b.mu.Lock()
	if b.present == nil {
		b.present = map[place]map[int64]presentAs{}
	}
	of := b.present[at]
	if of == nil {
		of = map[int64]presentAs{}
		b.present[at] = of
	}
	was, there := of[user]
	of[user] = presentAs{writing, now.Add(presentFor)}
	b.mu.Unlock()
	if !there || was.Writing != writing || was.Until.Before(now) {
		b.moved(at.conversation)
	}
}

// gone notes that a user is there no more.
func (b *inbox) gone(at place, user int64) {
	b.mu.Lock()
	delete(b.present[at], user)
	if len(b.present[at]) == 0 {
		delete(b.present, at)
	}
	b.mu.Unlock()
	b.moved(at.conversation)
}

// who are those who are there now, with whether they write.
func (b *inbox) who(at place, now time.Time) map[int64]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	there := map[int64]bool{}
	for user, p := range b.present[at] {
		if p.Until.After(now) {
			there[user] = p.Writing
		} else {
			delete(b.present[at], user)
		}
	}
	return there
}
