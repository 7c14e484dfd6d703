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
	present map[int64]map[int64]presentAs // by conversation and user
}

// presentAs is somebody who looks at a conversation, or writes in it, until when.
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

// here notes that a user looks at a conversation, or writes in it.
func (b *inbox) here(conversation, user int64, writing bool, now time.Time) {
	b.mu.Lock()
	if b.present == nil {
		b.present = map[int64]map[int64]presentAs{}
	}
	of := b.present[conversation]
	if of == nil {
		of = map[int64]presentAs{}
		b.present[conversation] = of
	}
	was, there := of[user]
	of[user] = presentAs{writing, now.Add(presentFor)}
	b.mu.Unlock()
	if !there || was.Writing != writing || was.Until.Before(now) {
		b.moved(conversation)
	}
}

// gone notes that a user looks at a conversation no more.
func (b *inbox) gone(conversation, user int64) {
	b.mu.Lock()
	delete(b.present[conversation], user)
	if len(b.present[conversation]) == 0 {
		delete(b.present, conversation)
	}
	b.mu.Unlock()
	b.moved(conversation)
}

// who are those who look at a conversation now, with whether they write.
func (b *inbox) who(conversation int64, now time.Time) map[int64]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	there := map[int64]bool{}
	for user, p := range b.present[conversation] {
		if p.Until.After(now) {
			there[user] = p.Writing
		} else {
			delete(b.present[conversation], user)
		}
	}
	return there
}
