package api

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

func stageField(required bool) workflow.Field {
	return workflow.Field{Key: "stage", Kind: workflow.StageField, Required: required, Label: inBoth("Giai đoạn cơ hội", "Deal stage")}
}

// openDealAction makes a deal of the person.
func openDealAction() action {
	return action{workflow.Action{Kind: "deal_open", Permission: "deals:create", Label: inBoth("Mở cơ hội bán hàng", "Open a deal"),
		Help: inBoth("Ai đang có cơ hội mở thì không mở thêm. Cơ hội thuộc người phụ trách khách.", "Who has an open deal gets no other. It belongs to the person's owner."),
		Fields: []workflow.Field{
			{Key: "name", Kind: workflow.TextField, Required: true, Label: inBoth("Tên cơ hội", "Name of the deal"), Help: inBoth("{name} là tên khách", "{name} is the person's name")},
			stageField(false),
			{Key: "value", Kind: workflow.NumberField, Label: inBoth("Giá trị (đơn vị nhỏ nhất của tiền tệ)", "Value (in the currency's smallest unit)")},
			{Key: "owner", Kind: workflow.UserField, Label: inBoth("Nếu khách chưa có người phụ trách", "Where nobody is in charge")},
		}}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Read)
		if err != nil {
			return err
		}
		if open, err := a.openDeals(ctx, auth.Read); err != nil || len(open) > 0 {
			return orElse(err, phrase.Errorf("the person has an open deal already"))
		}
		raw := map[string]any{"name": cleanName(a.words("name", about))}
		if stage := a.text("stage"); stage != "" {
			raw["deal_stage"] = stage
		}
		if n := a.number("value"); n > 0 {
			raw["value"] = float64(n)
		}
		values, err := readValues(ctx, &a.View, record.Deal, raw)
		if err != nil {
			return err
		}
		return a.open(ctx, about, values)
	}}
}

func (a *acting) open(ctx context.Context, about record.Record, values record.Values) error {
	values["person"], values["source"] = about.ID, about.Values["source"]
	values["company"], values["team"] = about.Values["company"], about.Values["team"]
	values["owner"] = about.Values["owner"]
	if about.Values.Int("owner") == 0 {
		if user, err := ParseUserID(a.text("owner")); err == nil {
			values["owner"] = user
		}
	}
	if err := a.act(ctx); err != nil {
		return err
	}
	made, err := a.Create(ctx, reach(ctx, record.Deal, auth.Create), record.Deal, 0, record.Values{}.With(values))
	if err == nil {
		a.did("change", a.run.Action, made.Name())
	}
	return err
}

// moveDealAction moves the person's deal.
func moveDealAction() action {
	return action{workflow.Action{Kind: "deal_move", Permission: "deals:update", Label: inBoth("Chuyển giai đoạn cơ hội", "Move the deal"),
		Help:   inBoth("Cơ hội đang mở gần nhất của khách; thiếu điều giai đoạn yêu cầu thì không chuyển.", "The person's open deal that was made last; where it lacks what the stage asks for, it stays."),
		Fields: []workflow.Field{stageField(true)}}, func(ctx context.Context, a *acting) error {
		set, err := readValues(ctx, &a.View, record.Deal, map[string]any{"deal_stage": a.text("stage")})
		if err != nil {
			return err
		}
		return a.changeDeal(ctx, set)
	}}
}

// dealOwnerAction gives the person's deal to somebody.
func dealOwnerAction() action {
	return action{workflow.Action{Kind: "deal_owner", Permission: "deals:update", Label: inBoth("Giao cơ hội", "Assign the deal"),
		Help:   inBoth("Cơ hội đang mở gần nhất của khách.", "The person's open deal that was made last."),
		Fields: []workflow.Field{{Key: "owner", Kind: workflow.UserField, Required: true, Label: inBoth("Người phụ trách", "Owner")}}},
		func(ctx context.Context, a *acting) error {
			user, err := ParseUserID(a.text("owner"))
			if err != nil {
				return err
			}
			return a.changeDeal(ctx, record.Values{"owner": user})
		}}
}

// lastMade is the deal among some that was made last.
func lastMade(ids []int64) int64 { return slices.Max(ids) }

// openDeals are the person's.
func (a *acting) openDeals(ctx context.Context, v auth.Verb) (ids []int64, err error) {
	rows, err := a.Deals(ctx, store.DealsQuestion{Reach: reach(ctx, record.Deal, v), State: string(deal.Open), Person: a.run.Person})
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids, err
}

// changeDeal sets values of the open deal that was made last.
func (a *acting) changeDeal(ctx context.Context, set record.Values) error {
	if _, err := a.person(ctx, auth.Read); err != nil {
		return err
	}
	ids, err := a.openDeals(ctx, auth.Update)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return phrase.Errorf("the person has no open deal that may be changed")
	}
	if err := a.act(ctx); err != nil {
		return err
	}
	r, err := a.Update(ctx, reach(ctx, record.Deal, auth.Update), record.Deal, lastMade(ids), set, 0)
	if err == nil {
		a.did("change", a.run.Action, r.Name())
	}
	return err
}
