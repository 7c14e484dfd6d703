package wheel

// Report is the wheel of one period, as of one now. Where a figure cannot be known it is null, and Reasons says
// why under the figure's key.
type Report struct {
	Stock         StockChange `json:"stock"`
	Arrivals      int64       `json:"arrivals"`
	Flows         []ArrowFlow `json:"flows"`
	Speed         []Speed     `json:"speed"`
	Mass          int64       `json:"mass"`      // customers and promoters at the period's end
	Rotations     int64       `json:"rotations"` // repeat purchases and friends' first purchases
	RotationsBy   RotationsBy `json:"rotations_by"`
	RotationSpeed *float64    `json:"rotation_speed"` // per 100 active customers per 30 days
	Revenue       Revenue     `json:"revenue"`
	WheelShare    *float64    `json:"wheel_share"` // (repeat + referred) ÷ total
	Growth        Growth      `json:"growth"`
	// SelfSustaining is (awakened customers + first purchases of referred people) ÷ customers gone dormant.
	SelfSustaining *float64          `json:"self_sustaining_ratio"`
	Sustaining     Sustaining        `json:"self_sustaining"`
	Gain           Gain              `json:"gain"` // over 180 days
	Cohort         Cohort            `json:"cohort"`
	Reasons        map[string]string `json:"reasons,omitempty"`
}

// StockChange is the stock at a period's two ends.
type StockChange struct {
	From Stock `json:"from"`
	To   Stock `json:"to"`
}

// ArrowFlow is the moves along one arrow.
type ArrowFlow struct {
	From Stage `json:"from"`
	To   Stage `json:"to"`
	Crossing
}

// Speed is how soon those who entered From in the period moved to To, followed up to now.
type Speed struct {
	From   Stage `json:"from"`
	To     Stage `json:"to"`
	Spells int64 `json:"spells"`
	// Moved is the people with a spell that ended in To: as many as the strict funnel →From, →To counts.
	Moved  int64  `json:"moved"`
	Within Within `json:"within"`
	// MedianDays is the time by which half had moved, in days of 24 hours.
	MedianDays *float64 `json:"median_days"`
}

// Within is the share that had moved by 7, 30 and 90 days.
type Within struct {
	Week    *float64 `json:"7d"`
	Month   *float64 `json:"30d"`
	Quarter *float64 `json:"90d"`
}

// RotationsBy says what a period's rotations were; they add up.
type RotationsBy struct {
	Repeat  int64 `json:"repeat"`  // repeat purchases
	Friends int64 `json:"friends"` // first purchases of referred friends, counted at the referrer
}

// Sustaining is what the self-sustaining ratio is made of: Gained ÷ Lost.
type Sustaining struct {
	Gained int64 `json:"gained"` // customers who woke, and first purchases of referred people
	Lost   int64 `json:"lost"`   // moves from customer or promoter to dormant
}

// Revenue is the value of a period's purchases in minor units of Currency. Total = New + Repeat + Referred.
type Revenue struct {
	Total    *int64  `json:"total"`
	New      *int64  `json:"new"`
	Repeat   *int64  `json:"repeat"`
	Referred *int64  `json:"referred"`
	Refunds  int64   `json:"refunds"` // given back in the period; not taken off
	Currency string  `json:"currency"`
	Others   []Money `json:"others"` // purchases in other currencies, never added
}

// Money is a sum in one currency, in its minor units.
type Money struct {
	Currency string `json:"currency"`
	Total    int64  `json:"total"`
}

// Growth says where the change of a period came from.
type Growth struct {
	People  PeopleGrowth   `json:"people"`
	Revenue *RevenueGrowth `json:"revenue"`
}

// PeopleGrowth counts active customers: End = Start + New + Awakened − Dormant.
type PeopleGrowth struct {
	Start    int64 `json:"start"`
	New      int64 `json:"new"`
	Awakened int64 `json:"awakened"`
	Dormant  int64 `json:"dormant"`
	End      int64 `json:"end"`
}

// RevenueGrowth compares with the preceding period of equal length, person by person:
// After = Before + New + Reactivated + Expansion − Contraction − Lost.
type RevenueGrowth struct {
	Before      int64 `json:"before"`
	New         int64 `json:"new"`         // of people who never purchased before
	Reactivated int64 `json:"reactivated"` // of people who purchased before, but not in the preceding period
	Expansion   int64 `json:"expansion"`
	Contraction int64 `json:"contraction"`
	Lost        int64 `json:"lost"` // by people who purchased in the preceding period only
	After       int64 `json:"after"`
}

// Cohort is the people who arrived in the period and how many of them ever, up to now, entered each stage.
type Cohort struct {
	Arrived  int64 `json:"arrived"`
	Prospect int64 `json:"prospect"`
	Customer int64 `json:"customer"`
	Promoter int64 `json:"promoter"`
	// Moved is how much of the period's flow along the forward arrows is theirs.
	Moved CohortMoved `json:"moved"`
}

// CohortMoved counts the moves within the period of those who arrived in it, by the stage a forward arrow leads to.
type CohortMoved struct {
	Prospect int64 `json:"prospect"`
	Customer int64 `json:"customer"`
	Promoter int64 `json:"promoter"`
}

// gainHorizon is what a Report measures its gain over.
const gainHorizon = 180 * Day

// Report reads the wheel of [from, to) as of now, for the people chosen, in the workspace's currency.
func (b *Book) Report(from, to, now int64, currency string, who Who) Report {
	p := newPeriod(from, to, now)
	t := b.tally(p, currency, who)
	flow := b.StockFlow([]int64{p.from, p.to}, p.now, who)[0]
	r := Report{
		Stock: StockChange{flow.Start, flow.End}, Arrivals: flow.Arrivals, Mass: flow.End.Mass(),
		Rotations: t.turns.sum(), RotationsBy: t.turns, Cohort: t.cohort, Gain: b.Gain(p.now, gainHorizon, who), Reasons: map[string]string{},
	}
	r.flows(&flow)
	r.speeds(&t.spells, &t.movers)
	r.turning(t)
	r.money(&t.revenue, currency)
	r.growth(&flow, &t.growth)
	r.sustaining(&flow, t)
	r.adopt(&r.Gain)
	return r
}

func (r *Report) flows(f *Flow) {
	for i, a := range Arrows {
		r.Flows = append(r.Flows, ArrowFlow{a.From, a.To, f.Moves[i]})
	}
}

// unknown says why figures are null.
func unknown(reasons map[string]string, reason string, keys ...string) {
	for _, key := range keys {
		reasons[key] = reason
	}
}

// ratio is a share; null with the reason where there is nothing to divide by.
func (r *Report) ratio(part, whole float64, key, reason string) *float64 {
	if whole == 0 {
		unknown(r.Reasons, reason, key)
		return nil
	}
	share := part / whole
	return &share
}

// adopt lifts the gain's reasons to where readers look for them.
func (r *Report) adopt(g *Gain) {
	for key, reason := range g.Reasons {
		r.Reasons["gain."+key] = reason
	}
	g.Reasons = nil
}
