package api

import (
	"context"
	"fmt"

	"banhda/auth"
	"banhda/delight/loyalty"
	"banhda/drive/workflow"
	"banhda/phrase"
	"banhda/store"
)

// pointsAction gives somebody points.
func (s *Server) pointsAction() action {
	return action{workflow.Action{Kind: "points", Permission: "loyalty:award", Label: inBoth("Tặng điểm", "Give points"),
		Help:   inBoth("Dùng được ngay; hết hạn theo chương trình đang áp dụng.", "To be spent at once; they lapse by the programme that holds."),
		Fields: []workflow.Field{{Key: "points", Kind: workflow.NumberField, Required: true, Label: inBoth("Số điểm", "Points")}},
	}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Read)
		if err != nil {
			return err
		}
		if err := s.awardPoints(ctx, a.Tx, about.ID, int64(a.number("points")), a.cause()); err != nil {
			return err
		}
		a.did("points", int64(a.number("points")), "")
		return nil
	}}
}

// birthdayPointsAction gives somebody what the programme gives for a birthday.
func (s *Server) birthdayPointsAction() action {
	return action{workflow.Action{Kind: "birthday_points", Permission: "loyalty:award", Label: inBoth("Tặng điểm sinh nhật", "Give birthday points"),
		Help: inBoth("Theo quy tắc sinh nhật của chương trình đang áp dụng, mỗi người mỗi năm một lần.", "By the birthday rule of the programme that holds, once a year for each."), Fields: []workflow.Field{},
	}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Read)
		if err != nil {
			return err
		}
		given, err := s.wish(ctx, a.Tx, about.ID)
		if err == nil && given == 0 {
			err = phrase.Errorf("they had their points of this year's birthday, or are none of those who get them")
		}
		if err == nil {
			a.did("points", given, "")
		}
		return err
	}}
}

// voucherAction gives somebody a voucher.
func (s *Server) voucherAction() action {
	return action{workflow.Action{Kind: "voucher", Permission: "loyalty:award", Label: inBoth("Tặng phiếu ưu đãi", "Give a voucher"),
		Help:   inBoth("Khách thấy mã của phiếu trong trang điểm của mình.", "They see its code on the page of their points."),
		Fields: []workflow.Field{{Key: "reward", Kind: workflow.RewardField, Required: true, Label: inBoth("Phần thưởng", "Reward")}},
	}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Read)
		if err != nil {
			return err
		}
		id, err := ParseRewardID(a.text("reward"))
		if err != nil {
			return err
		}
		r, err := a.Reward(ctx, id)
		if err != nil {
			return notFound(err, "there is no such reward")
		}
		if _, err := s.issueVoucher(ctx, a.Tx, loyalty.Voucher{Person: about.ID, Reward: id, Cause: a.cause()}); err != nil {
			return err
		}
		a.did("reward", id, saidIn("vi", r.Name))
		return nil
	}}
}

// rewardThere looks whether there is a reward that is given.
func rewardThere(ctx context.Context, v *store.View, shown string) error {
	id, err := ParseRewardID(shown)
	if err != nil {
		return err
	}
	r, err := v.Reward(ctx, id)
	if err == nil && r.Archived {
		err = store.ErrNotFound
	}
	return notFound(err, "there is no reward %s that is given", shown)
}

// cause is what a step of a run is the cause of: the same if it is done again after a crash.
func (a *acting) cause() string {
	return fmt.Sprintf("workflow:%s:%s:%d", RunID(a.run.ID), a.node.ID, a.run.Steps)
}
