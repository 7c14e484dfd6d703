package api

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"banhda/auth"
	"banhda/engage/bot"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/store"
)

// flowSetting keeps the flow that is being written, as JSON.
const flowSetting = "bot.flow"

// keptFlow is it as it is kept.
type keptFlow struct {
	Draft     bot.Flow `json:"draft"`
	Edition   int64    `json:"edition"`
	Published int64    `json:"published"` // the version talks begin with; 0: none
}

func readFlow(ctx context.Context, v *store.View) (k keptFlow, err error) {
	k.Draft.Steps = []bot.Step{}
	err = readJSON(ctx, v, flowSetting, &k)
	return k, err
}

// BotFlowAnswer is the flow with which talks begin: as it is being written, and as it was published.
type BotFlowAnswer struct {
	Flow      bot.Flow    `json:"flow"`
	Edition   int64       `json:"edition" doc:"counts what was saved; a save names the one it was written upon"`
	Published int64       `json:"published" doc:"the version talks begin with; 0: none"`
	Changed   bool        `json:"changed" doc:"what is written differs from that"`
	Recipes   []BotRecipe `json:"recipes"`
}

// BotRecipe is a flow that is ready to be changed.
type BotRecipe struct {
	Key  string   `json:"key"`
	Name string   `json:"name"`
	Flow bot.Flow `json:"flow"`
}

func showFlow(ctx context.Context, v *store.View, k *keptFlow) (*BotFlowAnswer, error) {
	a := &BotFlowAnswer{Flow: k.Draft, Edition: k.Edition, Published: k.Published, Changed: len(k.Draft.Steps) > 0, Recipes: []BotRecipe{}}
	for _, r := range bot.Recipes {
		a.Recipes = append(a.Recipes, BotRecipe{r.Key, in(speaks(ctx), r.Name), r.Flow})
	}
	if k.Published == 0 {
		return a, nil
	}
	is, err := v.BotFlow(ctx, k.Published)
	written, _ := json.Marshal(k.Draft)
	published, _ := json.Marshal(is)
	a.Changed = string(written) != string(published)
	return a, err
}

func (s *Server) showBotFlow(ctx context.Context, _ *struct{}, _ Tell) (a *BotFlowAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		k, err := readFlow(ctx, v)
		if err != nil {
			return err
		}
		a, err = showFlow(ctx, v, &k)
		return err
	})
	return a, err
}

type botFlowOrder struct {
	Body struct {
		Flow    bot.Flow `json:"flow"`
		Edition int64    `json:"edition"`
	}
}

func (s *Server) setBotFlow(ctx context.Context, in *botFlowOrder, _ Tell) (*BotFlowAnswer, error) {
	return s.changeFlow(ctx, "bot-flow", func(_ context.Context, _ *store.Tx, k *keptFlow) error {
		if k.Edition != in.Body.Edition {
			return refused(http.StatusConflict, 0, "somebody else saved this flow meanwhile; open it again")
		}
		k.Draft = in.Body.Flow
		k.Edition++
		return nil
	})
}

// publishBotFlow makes what is written the version talks begin with.
func (s *Server) publishBotFlow(ctx context.Context, _ *struct{}, _ Tell) (*BotFlowAnswer, error) {
	return s.changeFlow(ctx, "bot-flow-publish", func(ctx context.Context, t *store.Tx, k *keptFlow) error {
		fields, err := t.Fields(ctx, record.Person)
		if err != nil {
			return err
		}
		err = k.Draft.Check(func(where string) error {
			_, err := s.condition(ctx, &t.View, record.Person, where)
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
		k.Published, err = t.PublishBotFlow(ctx, k.Draft)
		return err
	})
}

// hideBotFlow lets talks begin without it; who is in it goes on.
func (s *Server) hideBotFlow(ctx context.Context, _ *struct{}, _ Tell) (*BotFlowAnswer, error) {
	return s.changeFlow(ctx, "bot-flow-hide", func(_ context.Context, _ *store.Tx, k *keptFlow) error {
		k.Published = 0
		return nil
	})
}

func (s *Server) changeFlow(ctx context.Context, verb string, turn func(context.Context, *store.Tx, *keptFlow) error) (a *BotFlowAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: flowSetting, also: func(ctx context.Context, t *store.Tx) error {
		k, err := readFlow(ctx, &t.View)
		if err == nil {
			err = turn(ctx, t, &k)
		}
		if err != nil {
			return err
		}
		if a, err = showFlow(ctx, &t.View, &k); err != nil {
			return err
		}
		return setJSON(ctx, t, flowSetting, k)
	}}, nil)
	s.chats.forget()
	return a, err
}

// firstStep is the first step of the flow talks begin with; nil: there is none.
func (s *Server) firstStep(ctx context.Context, v *store.View) (*bot.Step, error) {
	k, err := readFlow(ctx, v)
	if err != nil || k.Published == 0 {
		return nil, err
	}
	f, err := v.BotFlow(ctx, k.Published)
	if err != nil || len(f.Steps) == 0 {
		return nil, err
	}
	return &f.Steps[0], nil
}

// Flow is a version of the flow; 0: the one talks begin with.
func (h *botHouse) Flow(version int64) (is int64, f *bot.Flow, err error) {
	if h.tried != nil {
		return 1, h.tried, nil
	}
	err = h.server.Records.View(h.ctx, func(v *store.View) error {
		if is = version; is == 0 {
			k, err := readFlow(h.ctx, v)
			if is = k.Published; err != nil || is == 0 {
				return err
			}
		}
		one, err := v.BotFlow(h.ctx, is)
		f = &one
		return err
	})
	return is, f, err
}

// Fulfils reports whether who talks fulfils a condition. Who only tries a flow fulfils none.
func (h *botHouse) Fulfils(where string) (holds bool, err error) {
	if h.person == 0 {
		return false, nil
	}
	node, err := h.server.understood(h.ctx, record.Person, where)
	if err == nil {
		node, err = h.server.settledWithin(h.ctx, node, []int64{h.person})
	}
	if err != nil {
		return false, err
	}
	err = h.server.Records.View(h.ctx, func(v *store.View) error {
		page, _, err := v.Find(h.ctx, store.Finding{Type: record.Person, Where: node, IDs: []int64{h.person}, Reach: auth.Everything, Limit: 1})
		holds = len(page) > 0
		return err
	})
	return holds, err
}

// botFills keeps what somebody answered in a flow as what they say of themselves: it overwrites nothing.
func (s *Server) botFills(ctx context.Context, t *botTalk, fills map[string]string) error {
	if len(fills) == 0 {
		return nil
	}
	who := whoIs(&t.call.Visitor)
	self := who
	who.Fields = map[string]any{}
	for key, value := range fills {
		switch key {
		case "name":
			who.Name = clipped(cleanName(value), 200)
		case "email":
			who.Email = value
		case "phone":
			who.Phone = value
		default:
			who.Fields[key] = value
		}
	}
	keys, _ := self.Keys()
	return s.getToKnow(ctx, &conversation.Incoming{Channel: conversation.Chat, Who: who, At: s.Now().UnixMicro()}, keys)
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
	h := &botHouse{ctx: ctx, server: s, call: &chatCall{heldChat: held}, language: in.Body.Language, tried: &in.Body.Flow}
	a := &BotTried{Replies: []BotTriedReply{}}
	var last *bot.Reply
	for _, said := range in.Body.Said {
		r, err := bot.Decide(&bot.Heard{Text: said.Text, Choice: said.Choice, Language: in.Body.Language, Company: held.who, Open: true, Last: last}, held.bot, h)
		if err != nil {
			return nil, err
		}
		last = &r
		a.Replies = append(a.Replies, BotTriedReply{r.Said(), append([]bot.Button{}, r.Buttons...), append([]bot.Source{}, r.Sources...), r.Outcome, r.Fills})
	}
	return a, nil
}
