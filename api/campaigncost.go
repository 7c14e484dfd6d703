package api

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"time"

	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/store"
)

const costPrefix = "cst_"

// CostID writes a cost's id as it is shown outside.
func CostID(id int64) string { return costPrefix + encodeID(scramble(uint64(id), costPrefix)) }

// ParseCostID reads what CostID wrote.
func ParseCostID(s string) (int64, error) { return parseID(s, costPrefix, "a cost") }

// CampaignCost is what a campaign cost besides its messages.
type CampaignCost struct {
	ID     string `json:"id"`
	Day    string `json:"day"`
	Kind   string `json:"kind"`
	Note   string `json:"note"`
	Amount int64  `json:"amount" doc:"minor units of the workspace's currency"`
}

func showCost(c store.CampaignCost) CampaignCost {
	return CampaignCost{CostID(c.ID), c.Day, c.Kind, c.Note, c.Amount}
}

// CostsAnswer is what a campaign cost besides its messages, after a table was taken in or a cost was removed.
type CostsAnswer struct {
	Costs []CampaignCost `json:"costs"`
	Added int            `json:"added" doc:"how many were taken in"`
	There int            `json:"there" doc:"how many lines of the table were there already, and were left out"`
}

type costsOrder struct {
	CampaignNamed
	Body struct {
		Table string `json:"table" maxLength:"200000" doc:"Lines of CSV: day, kind, amount in major units, note. A head line is left out."`
	}
}

// addCosts takes in a table of costs: all of it, or nothing where a line is wrong. What was taken in before is not taken in twice:
// the file of a month has the lines of the week in it.
func (s *Server) addCosts(ctx context.Context, in *costsOrder, tell Tell) (*CostsAnswer, error) {
	w, err := s.workspace(ctx)
	if err != nil {
		return nil, err
	}
	list, err := readCosts(in.Body.Table, w.Currency)
	if err != nil {
		return nil, err
	}
	a := &CostsAnswer{Costs: []CampaignCost{}}
	_, err = s.change(ctx, mutation{verb: "campaign-costs", target: in.ID, entry: list, also: func(ctx context.Context, t *store.Tx) error {
		c, err := readCampaign(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		kept, err := t.CampaignCosts(ctx, c.ID)
		if err != nil {
			return err
		}
		news := newCosts(list, kept)
		a.Added, a.There = len(news), len(list)-len(news)
		if err := t.AddCampaignCosts(ctx, c.ID, news); err != nil {
			return err
		}
		kept, err = t.CampaignCosts(ctx, c.ID)
		for _, one := range kept {
			a.Costs = append(a.Costs, showCost(one))
		}
		return err
	}}, tell)
	return a, err
}

// newCosts leaves out of a table the costs that are kept: one line for each that is the same in all that was written.
func newCosts(list, kept []store.CampaignCost) (news []store.CampaignCost) {
	there := map[store.CampaignCost]int{}
	for _, c := range kept {
		c.ID = 0
		there[c]++
	}
	for _, c := range list {
		if there[c]--; there[c] < 0 {
			news = append(news, c)
		}
	}
	return news
}

// mostWrongLines is how many wrong lines of a table are told at once.
const mostWrongLines = 10

// wrongLines tells what is wrong with the lines of a table, so that all of them can be mended before it is tried again.
func wrongLines(wrong []wrongLine) error {
	told := invalid("line %d: %w", wrong[0].at, wrong[0].is)
	for _, line := range wrong[1:min(len(wrong), mostWrongLines)] {
		told = invalid("%w; line %d: %w", told, line.at, line.is)
	}
	if more := len(wrong) - mostWrongLines; more > 0 {
		told = invalid("%w; and %d lines more", told, more)
	}
	return told
}

// wrongLine is a line that cannot be read, and why.
type wrongLine struct {
	at int
	is error
}

// mostCosts is how many lines a table of costs has at most.
const mostCosts = 2000

func readCosts(table, currency string) (list []store.CampaignCost, err error) {
	var wrong []wrongLine
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\ufeff")))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	if first, _, _ := strings.Cut(table, "\n"); strings.Count(first, ";") > strings.Count(first, ",") {
		r.Comma = ';'
	}
	for n := 1; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(row) < 3 {
			wrong = append(wrong, wrongLine{n, invalid("write day, kind, amount and a note, such as 2026-11-22,facebook,1500000,Tết")})
			continue
		}
		if n == 1 && !strings.ContainsAny(row[0]+row[2], "0123456789") {
			continue // the head
		}
		c, err := readCost(row, currency)
		if err != nil {
			wrong = append(wrong, wrongLine{n, err})
			continue
		}
		list = append(list, c)
	}
	if len(wrong) > 0 {
		return nil, wrongLines(wrong)
	}
	if len(list) == 0 || len(list) > mostCosts {
		return nil, invalid("a table of costs has 1 to %d lines: day, kind, amount and a note", mostCosts)
	}
	return list, nil
}

func readCost(row []string, currency string) (c store.CampaignCost, err error) {
	written := strings.TrimSpace(row[0])
	if t, err := time.Parse("2/1/2006", written); err == nil { // as a workbook in Việt Nam writes it
		written = t.Format(time.DateOnly)
	}
	day, err := calendar.ParseDay(written)
	if err != nil {
		return c, err
	}
	amount, ok := record.ReadAmount(row[2], currency)
	if !ok || amount < 0 {
		return c, invalid("%q is no amount", row[2])
	}
	c = store.CampaignCost{Day: day.String(), Kind: cleanName(row[1]), Amount: amount}
	if len(row) > 3 {
		c.Note = cleanName(row[3])
	}
	return c, nil
}

type costNamed struct {
	CampaignNamed
	Cost string `path:"cost" doc:"The cost's id."`
}

func (s *Server) removeCost(ctx context.Context, in *costNamed, tell Tell) (*CostsAnswer, error) {
	id, err := ParseCostID(in.Cost)
	if err != nil {
		return nil, err
	}
	a := &CostsAnswer{Costs: []CampaignCost{}}
	_, err = s.change(ctx, mutation{verb: "campaign-cost-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		c, err := readCampaign(ctx, &t.View, in.ID)
		if err == nil {
			err = notFound(t.RemoveCampaignCost(ctx, c.ID, id), "there is no cost %s", in.Cost)
		}
		if err != nil {
			return err
		}
		kept, err := t.CampaignCosts(ctx, c.ID)
		for _, one := range kept {
			a.Costs = append(a.Costs, showCost(one))
		}
		return err
	}}, tell)
	return a, err
}
