package api

import (
	"context"
	"errors"
	"strings"
	"time"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/calendar"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// action is what a node of a workflow can do. do carries it out within the transaction in which the run moves; what it
// refuses by a sentence is left undone, and the run goes on with that in its history.
type action struct {
	workflow.Action
	do func(ctx context.Context, a *acting) error
}

// inTalks are those a step of the bot's flow can do, in the order people are offered them.
var inTalks = []string{"task", "notify", "owner", "conversation_assign", "add_tag", "remove_tag", "add_to_list", "remove_from_list", "field", "deal_open", "ticket_open", "message", "survey", "webhook"}

// actions are all there are, by kind. Modules add theirs here.
func (s *Server) actions() map[string]action {
	s.flows.once.Do(func() { s.flows.does = s.allActions() })
	return s.flows.does
}

func (s *Server) allActions() map[string]action {
	all := map[string]action{}
	for _, a := range []action{messageAction(), fieldAction(), addTagAction(), removeTagAction(), taskAction(), ownerAction(), notifyAction(), eventAction(), hookAction(), openDealAction(), moveDealAction(), dealOwnerAction(), openTicketAction(), s.addListAction(), s.removeListAction(), s.assignConversationAction(), s.closeConversationAction(), s.answerConversationAction(), s.bookingLinkAction(), surveyAction(), s.reviewAction(), s.inviteAction(), s.onboardingAction(), s.pointsAction(), s.birthdayPointsAction(), s.voucherAction(), s.makeQuoteAction(), s.remindQuoteAction(), s.withdrawQuoteAction()} {
		all[a.Kind] = a
	}
	return all
}

// WorkflowActionsAnswer is what steps can do, in the order people are offered it.
type WorkflowActionsAnswer struct {
	Actions []workflow.Action `json:"actions"`
}

func (s *Server) workflowActions(context.Context, *struct{}, Tell) (*WorkflowActionsAnswer, error) {
	a := &WorkflowActionsAnswer{}
	for _, kind := range []string{"message", "task", "notify", "owner", "add_tag", "remove_tag", "add_to_list", "remove_from_list", "field", "deal_open", "deal_move", "deal_owner", "ticket_open", "quote_make", "quote_remind", "quote_withdraw", "conversation_assign", "conversation_close", "conversation_answer", "booking_link", "survey", "review", "refer", "onboarding", "points", "birthday_points", "voucher", "event", "webhook"} {
		a.Actions = append(a.Actions, s.actions()[kind].Action)
	}
	return a, nil
}

// acting is one action being carried out: by the rights of ctx, for one person.
type acting struct {
	*store.Tx
	run    *workflow.Run
	flow   *workflow.Workflow
	node   *workflow.Node
	cal    *calendar.Calendar
	made   []workflow.Made
	noted  bool   // an act of this run is under way
	talk   string // of a talk with the bot: its flow, as it is shown
	answer string // of a talk with the bot: what was answered last
}

// source is the workflow, or the flow of the bot, as it is shown.
func (a *acting) source() string {
	if a.talk != "" {
		return a.talk
	}
	return WorkflowID(a.flow.ID)
}

// reached refuses who talks with the bot without having said where a channel leads: nothing can go there, and who laid the flow is
// told at once. To everybody else the gate says so when it is their turn.
func (a *acting) reached(about record.Record, channel consent.Channel) error {
	if field := addressFields[channel]; a.talk != "" && field != "" && about.Values.Text(field) == "" {
		return phrase.Errorf("who talks has not said where they can be written to; have a question ask for it first")
	}
	return nil
}

// words is a field of the action, with {name} for whom it is about, and {answer} for what they answered last.
func (a *acting) words(key string, of record.Record) string {
	return strings.NewReplacer("{name}", of.Name(), "{answer}", clipped(a.answer, mostOfAnswer)).Replace(a.text(key))
}

// mostOfAnswer is how much of an answer stands in a name or a title.
const mostOfAnswer = 150

func (a *acting) text(key string) string {
	text, _ := a.node.With[key].(string)
	return text
}

func (a *acting) number(key string) int {
	n, _ := a.node.With[key].(float64)
	return int(n)
}

func (a *acting) did(kind string, id int64, name string) {
	a.made = append(a.made, workflow.Made{Kind: kind, ID: id, Name: name})
}

// person is whom it is about, as they are now.
func (a *acting) person(ctx context.Context, v auth.Verb) (record.Record, error) {
	r, err := a.Record(ctx, reach(ctx, record.Person, v), record.Person, a.run.Person)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return r, phrase.Errorf("the person is out of reach of who published the workflow")
	case err == nil && r.DeletedAt != 0:
		return r, phrase.Errorf("the person is in the bin")
	}
	return r, err
}

// act notes, once for all that a run changes in one go, on whose behalf records change. All acts of a run are one action,
// so that they can be taken back as one.
func (a *acting) act(ctx context.Context) error {
	if a.noted {
		return nil
	}
	a.noted = true
	id, err := a.Note(ctx, store.Act{Actor: string(auth.System), Verb: "workflow", Target: PersonID(a.run.Person), Action: a.run.Action,
		Reason: a.flow.Name, After: workflowAct(a)})
	if a.run.Action == 0 {
		a.run.Action = id
	}
	return err
}

// change sets values of the person.
func (a *acting) change(ctx context.Context, set func(record.Record) record.Values) error {
	if _, err := a.person(ctx, auth.Update); err != nil {
		return err
	}
	if err := a.act(ctx); err != nil {
		return err
	}
	var version int64
	now, err := a.UpdateAll(ctx, reach(ctx, record.Person, auth.Update), record.Person, []int64{a.run.Person}, func(r record.Record) record.Values {
		version = r.Version
		return set(r)
	})
	if err == nil && len(now) == 1 && now[0].Version != version {
		a.did("change", a.run.Action, "")
	}
	return err
}

// today is the house's present day.
func (a *acting) today() calendar.Day { return a.cal.Today(a.Now()) }

func (a *acting) zone() *time.Location { return a.cal.Zone() }

// inBoth is a text in both languages.
func inBoth(vi, en string) record.Label { return record.Label{Vi: vi, En: en} }
