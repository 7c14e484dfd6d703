package api

import (
	"sync"
	"time"
)

// inbox tells those who listen that something moved in conversations, and keeps for a moment who is writing in which. All
// of it is in memory: nothing is lost with it but who sat before a screen.
type inbox struct {
	mu      sync.Mutex
	turn    int64
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
	if b.any != nil {
		close(b.any)
		b.any = nil
	}
	if one := b.each[conversation]; one != nil {
		close(one)
		delete(b.each, conversation)
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
