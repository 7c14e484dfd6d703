// Package conversation is what people and the house say to one another, over whatever channel: one conversation for each
// person, with what came in and went out, notes among colleagues, who has it and until when an answer is due. It is pure.
package conversation

import (
	"banhda/hub/attachment"
	"banhda/hub/person"
	"banhda/phrase"
)

// State is where a conversation stands.
type State string

// The states.
const (
	Open    State = "open"
	Snoozed State = "snoozed" // until an instant, or until they write
	Closed  State = "closed"
)

// States are all there are.
var States = []State{Open, Snoozed, Closed}

// Priority is how soon an answer is due, by the targets of the house.
type Priority int

// The priorities.
const (
	Low    Priority = -1
	Normal Priority = 0
	High   Priority = 1
)

// Channel is how something came in, or goes out.
type Channel string

// The channels.
const (
	Email Channel = "email"
	SMS   Channel = "sms"
	Chat  Channel = "chat"
	Zalo  Channel = "zalo"
)

// Channels are all there are.
var Channels = []Channel{Email, SMS, Chat, Zalo}

// Conversation is one person's, until it is closed: of each there is at most one that is not. Instants are microseconds;
// 0 is never, or not now.
type Conversation struct {
	ID              int64
	Person          int64
	State           State
	Subject         string
	Preview         string  // the beginning of what was said last
	Channel         Channel // over which was spoken last
	Assignee        int64   // a user; 0: nobody
	Team            int64
	Priority        Priority
	OpenedAt        int64
	LastAt          int64 // when something was said last
	WaitingSince    int64 // they wait for us since then; 0: we answered, or a bot has it
	FirstDueAt      int64 // when the first answer is due
	NextDueAt       int64 // when the next one is
	FirstAnsweredAt int64
	SnoozedUntil    int64 // of Snoozed; 0: until they write
	ClosedAt        int64
	Bot             bool // a bot has it
	Version         int64
}

// Kind is what an entry is.
type Kind string

// The kinds.
const (
	In   Kind = "in"
	Out  Kind = "out"
	Note Kind = "note" // among colleagues
	Act  Kind = "act"  // what became of the conversation: closed, given to somebody
)

// Who says something, where it is no user: a user is told by their id.
const (
	ThePerson = "person"
	TheBot    = "bot"
	TheHouse  = "system"
)

// Automatic reports whether an author is a program of the house.
func Automatic(author string) bool { return author == TheBot || author == TheHouse }

// Entry is one thing that was said or done.
type Entry struct {
	ID           int64
	Conversation int64
	Kind         Kind
	Channel      Channel // empty of notes and acts
	Author       string  // as the audit trail calls them, ThePerson or TheBot
	Address      string  // where it came from, or goes to; empty: the channel knows
	Subject      string
	Text         string
	HTML         string // sanitised; empty: there is only text
	Quoted       string // what they quoted of earlier ones, folded
	Files        []int64
	Message      int64             // of what goes out, the line that carries it; 0: it is delivered by being there
	Key          string            // of the channel, unique there; empty: none
	Data         map[string]string // of an act: what was done; of In from another address: from; of a bot: what it asked
	At           int64
	State        string // of Out: where its message stands; "sent" where it is delivered by being there
	Machine      bool   // a program wrote it of itself
}

// Incoming is what came in, over whatever channel.
type Incoming struct {
	Channel    Channel
	Person     int64           // who it is, where that is known; 0: by Who
	Who        person.Identity // by what they are known, and their name
	Key        string          // unique over the channel: it is taken in once
	References []string        // keys of earlier ones that it answers, the nearest first
	Thread     int64           // the conversation it answers, where that is known; 0: by References
	Address    string          // where it came from
	Team       int64           // whose it becomes, where it opens a conversation
	Bot        bool            // a bot has what it opens
	Subject    string
	Text       string
	HTML       string // sanitised
	Quoted     string
	Files      []attachment.Attachment // kept on the disk, not yet with anybody
	Data       map[string]string
	At         int64
	Machine    bool
}

// The most that is kept of one entry, in bytes.
const (
	MostText    = 100_000
	MostHTML    = 400_000
	MostSubject = 300
	MostFiles   = 20
)

// Answer is what is to be said to somebody.
type Answer struct {
	Conversation int64
	Channel      Channel
	Author       string // empty: who acts
	Subject      string // of e-mail; empty: Re: and what it was about
	Text         string
	HTML         string // empty: made of the text
	Files        []int64
	Key          string // unique over the channel: it is said once; empty: any number
	Data         map[string]string
	Delay        int64 // microseconds, in which it can be taken back
}

// Check says what is wrong with an answer.
func (a *Answer) Check() error {
	switch {
	case a.Text == "" && len(a.Files) == 0:
		return phrase.Errorf("write something first")
	case len(a.Text) > MostText || len(a.HTML) > MostHTML:
		return phrase.Errorf("this is longer than a message may be; attach it as a file")
	case len(a.Files) > MostFiles:
		return phrase.Errorf("at most %d files go along with one message", MostFiles)
	}
	return nil
}
