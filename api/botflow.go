package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/engage/bot"
	"banhda/hub/record"
	"banhda/store"
)

const botFlowPrefix = "flw_"

// BotFlowID writes the id of a flow of the bot as it is shown outside.
func BotFlowID(id int64) string {
	return botFlowPrefix + encodeID(scramble(uint64(id), botFlowPrefix))
}

// ParseBotFlowID reads what BotFlowID wrote.
func ParseBotFlowID(s string) (int64, error) { return parseID(s, botFlowPrefix, "a flow of the bot") }

// BotFlowLine is a flow of the bot in the list of them.
type BotFlowLine struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Begins    bot.Begins `json:"begins"`
	Published int64      `json:"published" doc:"the version talks go through; 0: it is switched off"`
	Changed   bool       `json:"changed" doc:"what is written differs from that"`
	Steps     int        `json:"steps"`
}

// BotFlowsAnswer is the flows of the bot in the order they are asked whether they begin, and what one may begin with.
type BotFlowsAnswer struct {
	Flows   []BotFlowLine `json:"flows"`
	Cursor  *string       `json:"cursor"`
	Recipes []BotRecipe   `json:"recipes"`
}

// BotRecipe is a flow that is ready to be changed.
type BotRecipe struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// BotFlowAnswer is one flow as it is being written.
type BotFlowAnswer struct {
	BotFlowLine
	Flow    bot.Flow          `json:"flow"`
	Edition int64             `json:"edition" doc:"counts what was saved; a save names the one it was written upon"`
	Actions []workflow.Action `json:"actions" doc:"what steps can do"`
	Others  []Named           `json:"others" doc:"the other flows, to go on with"`
}

type botFlowsQuestion struct {
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) listBotFlows(ctx context.Context, q *botFlowsQuestion, _ Tell) (*BotFlowsAnswer, error) {
	after, err := readSerial(q.Cursor)
	if err != nil {
		return nil, err
	}
	a := &BotFlowsAnswer{Flows: []BotFlowLine{}, Recipes: []BotRecipe{}}
	for _, r := range bot.Recipes {
		a.Recipes = append(a.Recipes, BotRecipe{r.Key, in(speaks(ctx), r.Name)})
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.BotFlows(ctx, after, q.Limit)
		for i := range list {
			line, err := botFlowLine(ctx, v, &list[i])
			if err != nil {
				return err
			}
			a.Flows = append(a.Flows, line)
		}
		if len(list) == q.Limit {
			a.Cursor = text(writeSerial(list[len(list)-1].ID))
		}
		return err
	})
}

func botFlowLine(ctx context.Context, v *store.View, f *bot.Saved) (BotFlowLine, error) {
	line := BotFlowLine{ID: BotFlowID(f.ID), Name: f.Name, Begins: f.Begins, Published: f.Published, Changed: len(f.Draft.Steps) > 0, Steps: len(f.Draft.Steps)}
	if f.Published == 0 {
		return line, nil
	}
	is, err := v.BotFlowVersion(ctx, f.Published)
	written, _ := json.Marshal([]any{f.Begins, f.Draft})
	published, _ := json.Marshal([]any{is.Begins, is.Flow})
	line.Changed = string(written) != string(published)
	return line, err
}

// mostBotFlows bounds what everything a visitor says is held against.
const mostBotFlows = 50

func (s *Server) botFlowAnswer(ctx context.Context, v *store.View, f *bot.Saved) (*BotFlowAnswer, error) {
	line, err := botFlowLine(ctx, v, f)
	if err != nil {
		return nil, err
	}
	a := &BotFlowAnswer{BotFlowLine: line, Flow: f.Draft, Edition: f.Edition, Actions: []workflow.Action{}, Others: []Named{}}
	for _, kind := range inTalks {
		a.Actions = append(a.Actions, s.actions()[kind].Action)
	}
	list, err := v.BotFlows(ctx, 0, mostBotFlows)
	for _, one := range list {
		if one.ID != f.ID {
			a.Others = append(a.Others, Named{BotFlowID(one.ID), one.Name})
		}
	}
	return a, err
}

// BotFlowNamed names a flow of the bot in a path.
type BotFlowNamed struct {
	ID string `path:"id" doc:"The flow's id."`
}

func botFlowOf(ctx context.Context, v *store.View, shown string) (f bot.Saved, err error) {
	id, err := ParseBotFlowID(shown)
	if err != nil {
		return f, err
	}
	f, err = v.BotFlow(ctx, id)
	return f, notFound(err, "there is no flow %s", shown)
}

func (s *Server) showBotFlow(ctx context.Context, in *BotFlowNamed, _ Tell) (a *BotFlowAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		f, err := botFlowOf(ctx, v, in.ID)
		if err == nil {
			a, err = s.botFlowAnswer(ctx, v, &f)
		}
		return err
	})
	return a, err
}

type newBotFlowOrder struct {
	Body struct {
		Name   string `json:"name" minLength:"1" maxLength:"100"`
		Recipe string `json:"recipe,omitempty" maxLength:"40" doc:"the key of one; left out: no steps yet"`
	}
}

var errNoFlowName = invalid("a flow needs a name")

// addBotFlow begins to write a flow. The first of them greets.
func (s *Server) addBotFlow(ctx context.Context, in *newBotFlowOrder, _ Tell) (a *BotFlowAnswer, err error) {
	f := bot.Saved{Name: cleanName(in.Body.Name), Draft: bot.Flow{Steps: []bot.Step{}}, Edition: 1}
	if f.Name == "" {
		return nil, errNoFlowName
	}
	if i := slices.IndexFunc(bot.Recipes, func(r bot.Recipe) bool { return r.Key == in.Body.Recipe }); i >= 0 {
		f.Draft, f.Begins = bot.Recipes[i].Flow, bot.Recipes[i].Begins
	} else if in.Body.Recipe != "" {
		return nil, missing("there is no recipe %q", in.Body.Recipe)
	}
	_, err = s.change(ctx, mutation{verb: "bot-flow-add", entry: map[string]string{"name": f.Name}, made: func() string { return BotFlowID(f.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		list, err := t.BotFlows(ctx, 0, mostBotFlows)
		if err == nil && len(list) == mostBotFlows {
			err = refused(http.StatusConflict, 0, "there are %d flows already; remove one that is not needed", mostBotFlows)
		}
		if err != nil {
			return err
		}
		f.Begins.Greets = f.Begins.Greets || len(list) == 0
		if f.ID, err = t.AddBotFlow(ctx, f); err == nil {
			a, err = s.botFlowAnswer(ctx, &t.View, &f)
		}
		return err
	}}, nil)
	return a, err
}

type botFlowOrder struct {
	BotFlowNamed
	Body struct {
		Name    string     `json:"name" minLength:"1" maxLength:"100"`
		Begins  bot.Begins `json:"begins"`
		Flow    bot.Flow   `json:"flow"`
		Edition int64      `json:"edition"`
	}
}

func (s *Server) setBotFlow(ctx context.Context, in *botFlowOrder, _ Tell) (*BotFlowAnswer, error) {
	return s.changeFlow(ctx, "bot-flow", in.ID, func(_ context.Context, _ *store.Tx, f *bot.Saved) error {
		if f.Edition != in.Body.Edition {
			return errFlowSaved
		}
		f.Name, f.Begins, f.Draft = cleanName(in.Body.Name), in.Body.Begins, in.Body.Flow
		if f.Name == "" {
			return errNoFlowName
		}
		if err := f.Begins.Check(); err != nil {
			return wrong(err)
		}
		return nil
	})
}

var errFlowSaved = refused(http.StatusConflict, 0, "somebody else saved this flow meanwhile; open it again")

// publishBotFlow makes what is written the version talks go through from now on, with the rights of who publishes it.
func (s *Server) publishBotFlow(ctx context.Context, in *BotFlowNamed, _ Tell) (*BotFlowAnswer, error) {
	return s.changeFlow(ctx, "bot-flow-publish", in.ID, func(ctx context.Context, t *store.Tx, f *bot.Saved) error {
		err := s.flowPublishable(ctx, &t.View, f)
		if err == nil {
			f.Published, err = t.PublishBotFlow(ctx, *f, auth.From(ctx).User())
		}
		return err
	})
}

func (s *Server) flowPublishable(ctx context.Context, v *store.View, f *bot.Saved) error {
	fields, err := v.Fields(ctx, record.Person)
	if err != nil {
		return err
	}
	err = f.Draft.Check(func(where string) error {
		_, err := s.condition(ctx, v, record.Person, where)
		return err
	}, func(key string) error {
		if !slices.ContainsFunc(fields, func(f record.Field) bool { return f.Key == key && !f.ReadOnly }) {
			return invalid("people have no field %q that can be filled", key)
		}
		return nil
	})
	if err != nil {
		return wrong(err)
	}
	for i := range f.Draft.Steps {
		if other := f.Draft.Steps[i].Flow; other != "" {
			if _, err := botFlowOf(ctx, v, other); err != nil {
				return err
			}
		}
	}
	return s.planPublishable(ctx, v, planOf(&f.Draft))
}

// planPublishable has the engine of workflows look at a flow as at any definition; what it asks of people was looked at.
func (s *Server) planPublishable(ctx context.Context, v *store.View, p *botPlan) error {
	h, err := s.workflowHouse(ctx, v)
	if err != nil {
		return err
	}
	h.Condition = func(string) error { return nil }
	for kind := range h.Actions {
		if !slices.Contains(inTalks, kind) {
			delete(h.Actions, kind)
		}
	}
	for _, problem := range p.Check(h) {
		at := p.step(problem.Place)
		if at == nil {
			return wrong(problem.Err)
		}
		fields := s.actions()[at.Action].Fields
		if i := slices.IndexFunc(fields, func(f workflow.Field) bool { return f.Key == problem.Field }); i >= 0 {
			return invalid("step %s, %s: %w", at.ID, in(speaks(ctx), fields[i].Label), problem.Err)
		}
		return invalid("step %s: %w", at.ID, problem.Err)
	}
	return s.mayDo(ctx, p.Definition)
}

// hideBotFlow switches a flow off; who is in it goes on.
func (s *Server) hideBotFlow(ctx context.Context, in *BotFlowNamed, _ Tell) (*BotFlowAnswer, error) {
	return s.changeFlow(ctx, "bot-flow-hide", in.ID, func(_ context.Context, _ *store.Tx, f *bot.Saved) error {
		f.Published = 0
		return nil
	})
}

func (s *Server) changeFlow(ctx context.Context, verb, shown string, turn func(context.Context, *store.Tx, *bot.Saved) error) (a *BotFlowAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: shown, also: func(ctx context.Context, t *store.Tx) error {
		f, err := botFlowOf(ctx, &t.View, shown)
		if err == nil {
			err = turn(ctx, t, &f)
		}
		if err == nil {
			err = t.SaveBotFlow(ctx, f)
		}
		if errors.Is(err, store.ErrConflict) {
			return errFlowSaved
		}
		if err != nil {
			return err
		}
		f.Edition++
		a, err = s.botFlowAnswer(ctx, &t.View, &f)
		return err
	}}, nil)
	s.chats.forget()
	return a, err
}

// removeBotFlow forgets a flow no other leads to. Who is in it leaves it, and is answered as ever.
func (s *Server) removeBotFlow(ctx context.Context, in *BotFlowNamed, _ Tell) (*RemovedAnswer, error) {
	_, err := s.change(ctx, mutation{verb: "bot-flow-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		f, err := botFlowOf(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		from, err := leadingTo(ctx, &t.View, in.ID)
		if err == nil && from != "" {
			err = refused(http.StatusConflict, 0, "the flow %q leads to this one; change that first", from)
		}
		if err != nil {
			return err
		}
		return t.RemoveBotFlow(ctx, f.ID)
	}}, nil)
	s.chats.forget()
	return &RemovedAnswer{in.ID}, err
}

// leadingTo is the name of a flow that leads to another, as it is written or published; empty: none does.
func leadingTo(ctx context.Context, v *store.View, flow string) (string, error) {
	leads := func(f *bot.Flow) bool {
		return slices.ContainsFunc(f.Steps, func(s bot.Step) bool { return s.Flow == flow })
	}
	list, err := v.BotFlows(ctx, 0, mostBotFlows)
	if err != nil {
		return "", err
	}
	for i := range list {
		if BotFlowID(list[i].ID) != flow && leads(&list[i].Draft) {
			return list[i].Name, nil
		}
	}
	published, err := v.PublishedBotFlows(ctx)
	for i := range published {
		if BotFlowID(published[i].ID) != flow && leads(&published[i].Flow) {
			return published[i].Name, nil
		}
	}
	return "", err
}

type botTryOrder struct {
	Body struct {
		Flow     bot.Flow  `json:"flow"`
		Language string    `json:"language" enum:"vi,en"`
		Said     []BotSaid `json:"said" maxItems:"60" doc:"what was said so far, the first first"`
	}
}

// BotSaid is something said while a flow is tried.
type BotSaid struct {
	Text   string `json:"text" maxLength:"600"`
	Choice string `json:"choice,omitempty" maxLength:"100" doc:"the key of the button that was pressed"`
}

// BotTried is what the bot says while a flow is tried, to each of what was said.
type BotTried struct {
	Replies []BotTriedReply `json:"replies"`
}

// BotTriedReply is one of them.
type BotTriedReply struct {
	Text    string            `json:"text"`
	Buttons []bot.Button      `json:"buttons"`
	Sources []bot.Source      `json:"sources"`
	Outcome bot.Outcome       `json:"outcome"`
	Fills   map[string]string `json:"fills" doc:"fields of people that would be filled"`
	Does    []string          `json:"does" doc:"what steps would do"`
}

// tryBotFlow says what the bot would, to somebody of whom nothing is known; nothing comes of it.
func (s *Server) tryBotFlow(ctx context.Context, in *botTryOrder, _ Tell) (*BotTried, error) {
	if err := in.Body.Flow.Check(func(string) error { return nil }, func(string) error { return nil }); err != nil {
		return nil, wrong(err)
	}
	held, err := s.chat(ctx)
	if err != nil {
		return nil, err
	}
	h := &botHouse{ctx: ctx, server: s, call: &chatCall{heldChat: held}, language: in.Body.Language, tried: &in.Body.Flow, filled: map[string]bool{}}
	a := &BotTried{Replies: []BotTriedReply{}}
	var last *bot.Reply
	for _, said := range in.Body.Said {
		r, err := bot.Decide(&bot.Heard{Text: said.Text, Choice: said.Choice, Language: in.Body.Language, Company: held.who, Open: true, Last: last}, held.bot, h)
		if err != nil {
			return nil, err
		}
		last = &r
		a.Replies = append(a.Replies, BotTriedReply{r.Said(), append([]bot.Button{}, r.Buttons...), append([]bot.Source{}, r.Sources...), r.Outcome, r.Fills, h.done()})
	}
	return a, nil
}

// done is what steps did since it was asked last, in words.
func (h *botHouse) done() []string {
	list := []string{}
	for _, d := range h.pending {
		if a, ok := h.server.actions()[d.plan.Node(d.effect.Node).Action]; ok {
			list = append(list, in(h.language, a.Label))
		}
	}
	h.pending = nil
	return list
}
