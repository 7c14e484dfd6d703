package api

import (
	"context"
	"strings"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/delivery"
	"banhda/hub/gate"
	"banhda/store"
)

const suppressionPrefix = "sup_"

// SuppressionID writes the id of an address that is written to no more as it is shown outside.
func SuppressionID(id int64) string {
	return suppressionPrefix + encodeID(scramble(uint64(id), suppressionPrefix))
}

// ParseSuppressionID reads what SuppressionID wrote.
func ParseSuppressionID(s string) (int64, error) {
	return parseID(s, suppressionPrefix, "an address")
}

// SuppressionsAnswer is a page of addresses that are written to no more, the newest first.
type SuppressionsAnswer struct {
	Suppressions []Suppression    `json:"suppressions"`
	Counts       map[string]int64 `json:"counts" doc:"how many there are for each reason"`
	Cursor       *string          `json:"cursor"`
}

// Suppression is an address that is written to no more.
type Suppression struct {
	ID      string `json:"id"`
	Channel string `json:"channel"`
	Address string `json:"address" doc:"empty: whoever it was is erased; the address still gets nothing"`
	Reason  string `json:"reason" enum:"bounced,complained,unsubscribed,by-hand"`
	Note    string `json:"note" doc:"what a server said, or a colleague"`
	At      string `json:"at"`
}

func showSuppression(one *delivery.Suppression) Suppression {
	return Suppression{SuppressionID(one.ID), string(one.Channel), one.Address, string(one.Reason), one.Note, showInstant(one.At)}
}

type suppressionsQuery struct {
	Address string `query:"address" maxLength:"254" doc:"only this one"`
	Reason  string `query:"reason" enum:"bounced,complained,unsubscribed,by-hand"`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor  string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listSuppressions(ctx context.Context, in *suppressionsQuery, _ Tell) (a *SuppressionsAnswer, err error) {
	var before int64
	if in.Cursor != "" {
		if before, err = ParseSuppressionID(in.Cursor); err != nil {
			return nil, wrongCursor(in.Cursor)
		}
	}
	hash := ""
	if in.Address != "" {
		hash = s.addressHash(channelOf(in.Address), in.Address)
	}
	a = &SuppressionsAnswer{Suppressions: []Suppression{}, Counts: map[string]int64{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Suppressions(ctx, hash, gate.Suppression(in.Reason), before, in.Limit+1)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(SuppressionID(list[in.Limit-1].ID))
		}
		for i := range list {
			a.Suppressions = append(a.Suppressions, showSuppression(&list[i]))
		}
		counts, err := v.CountSuppressions(ctx)
		for reason, n := range counts {
			a.Counts[string(reason)] = n
		}
		return err
	})
	return a, err
}

// channelOf is the channel an address belongs to.
func channelOf(address string) consent.Channel {
	if strings.Contains(address, "@") {
		return consent.Email
	}
	return consent.SMS
}

type suppressionOrder struct {
	Body struct {
		Address string `json:"address" minLength:"3" maxLength:"254"`
		Note    string `json:"note,omitempty" maxLength:"300"`
	}
}

// addSuppression notes by hand that an address is written to no more.
func (s *Server) addSuppression(ctx context.Context, in *suppressionOrder, _ Tell) (a *Suppression, err error) {
	address, err := auth.Email(in.Body.Address)
	if err != nil {
		return nil, wrong(err)
	}
	one := delivery.Suppression{Hash: s.addressHash(consent.Email, address), Channel: consent.Email, Address: address, Reason: gate.ByHand, Note: cleanName(in.Body.Note)}
	_, err = s.change(ctx, mutation{verb: "suppress", entry: map[string]string{"address": address}, also: func(ctx context.Context, t *store.Tx) error {
		if _, err := t.Suppress(ctx, one); err != nil {
			return err
		}
		list, err := t.Suppressions(ctx, one.Hash, "", 0, 1)
		if err == nil {
			t.Did(SuppressionID(list[0].ID), nil)
			shown := showSuppression(&list[0])
			a = &shown
		}
		return err
	}}, nil)
	return a, err
}

type suppressionNamed struct {
	ID string `path:"id"`
}

// removeSuppression lets an address be written to again: somebody is sure that it works, or is wanted.
func (s *Server) removeSuppression(ctx context.Context, in *suppressionNamed, _ Tell) (*Suppression, error) {
	id, err := ParseSuppressionID(in.ID)
	if err != nil {
		return nil, err
	}
	var gone Suppression
	_, err = s.change(ctx, mutation{verb: "unsuppress", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		one, err := t.Suppression(ctx, id)
		if err != nil {
			return notFound(err, "there is no address %s", in.ID)
		}
		gone = showSuppression(&one)
		return t.Unsuppress(ctx, id)
	}}, nil)
	return &gone, err
}
