package api

import (
	"context"
	"time"

	"banhda/hub/conversation"
	"banhda/store"
)

// conversationSetting keeps how conversations are led, as JSON.
const conversationSetting = "conversation"

// ConversationRules are how conversations are led.
type ConversationRules struct {
	Targets conversation.Targets `json:"targets" doc:"how long answers may take, by priority"`
	Undo    int                  `json:"undo" minimum:"0" maximum:"60" doc:"seconds in which an answer can be taken back"`
	Reopen  int                  `json:"reopen" minimum:"0" maximum:"365" doc:"days in which who writes again opens the same conversation again"`
}

// usualRules are those of a house that has set none.
var usualRules = ConversationRules{Targets: conversation.UsualTargets, Undo: 8, Reopen: 7}

func readConversationRules(ctx context.Context, v *store.View) (ConversationRules, error) {
	r := usualRules
	err := readJSON(ctx, v, conversationSetting, &r)
	return r, err
}

func (r ConversationRules) undo() int64 { return (time.Duration(r.Undo) * time.Second).Microseconds() }

func (r ConversationRules) reopen() int64 {
	return (time.Duration(r.Reopen) * 24 * time.Hour).Microseconds()
}

// conversationClock is the clock that answers are due by.
func conversationClock(ctx context.Context, v *store.View) (k conversation.Clock, r ConversationRules, err error) {
	if r, err = readConversationRules(ctx, v); err != nil {
		return k, r, err
	}
	k.Targets = r.Targets
	k.Calendar, err = readCalendar(ctx, v)
	return k, r, err
}
