package wheel

// figures are those of a Report that open a list, by path.
var figures = func() map[string]Figure {
	all := map[string]Figure{
		"mass":                       standing(atEnd, Customer, Promoter),
		"growth.people.start":        standing(atStart, Customer, Promoter),
		"growth.people.end":          standing(atEnd, Customer, Promoter),
		"growth.people.new":          {Kind: ListsMoves, rows: moved(Arrow{Prospect, Customer})},
		"growth.people.awakened":     {Kind: ListsMoves, rows: moved(Arrow{Dormant, Customer})},
		"growth.people.dormant":      {Kind: ListsMoves, rows: moved(goneDormantArrows...)},
		"self_sustaining.gained":     {Kind: ListsMoves, rows: fed},
		"self_sustaining.lost":       {Kind: ListsMoves, rows: moved(goneDormantArrows...)},
		"arrivals":                   {Kind: ListsPeople, rows: arrived},
		"cohort.arrived":             {Kind: ListsPeople, rows: arrived},
		"cohort.prospect":            {Kind: ListsPeople, rows: cohort(Prospect)},
		"cohort.customer":            {Kind: ListsPeople, rows: cohort(Customer)},
		"cohort.promoter":            {Kind: ListsPeople, rows: cohort(Promoter)},
		"gain.customers":             {Kind: ListsPeople, rows: gained},
		"rotations":                  {Kind: ListsRotations, rows: rotated(ClassRepeat, ClassFriend)},
		"rotations_by.repeat":        {Kind: ListsRotations, rows: rotated(ClassRepeat)},
		"rotations_by.friends":       {Kind: ListsRotations, rows: rotated(ClassFriend)},
		"revenue.total":              {Kind: ListsPurchases, Money: true, rows: purchased()},
		"revenue.new":                {Kind: ListsPurchases, Money: true, rows: purchased(ClassNew)},
		"revenue.repeat":             {Kind: ListsPurchases, Money: true, rows: purchased(ClassRepeat)},
		"revenue.referred":           {Kind: ListsPurchases, Money: true, rows: purchased(ClassReferred)},
		"revenue.refunds":            {Kind: ListsPurchases, Money: true, rows: refunded},
		"growth.revenue.before":      {Kind: ListsPeople, Money: true, rows: spentBy(earlier)},
		"growth.revenue.after":       {Kind: ListsPeople, Money: true, rows: spentBy(later)},
		"growth.revenue.new":         {Kind: ListsPeople, Money: true, rows: changedBy(spendsFirst)},
		"growth.revenue.reactivated": {Kind: ListsPeople, Money: true, rows: changedBy(spendsAgain)},
		"growth.revenue.expansion":   {Kind: ListsPeople, Money: true, rows: changedBy(spendsMore)},
		"growth.revenue.contraction": {Kind: ListsPeople, Money: true, rows: changedBy(spendsLess)},
		"growth.revenue.lost":        {Kind: ListsPeople, Money: true, rows: changedBy(spendsNoMore)},
	}
	for s := range Stage(Stages) {
		all["stock.from."+s.String()] = standing(atStart, s)
		all["stock.to."+s.String()] = standing(atEnd, s)
	}
	for s, a := range towards {
		all["cohort.moved."+s.String()] = Figure{Kind: ListsMoves, rows: arrivedAnd(moved(a))}
	}
	for _, a := range Arrows {
		along := "." + a.From.String() + "." + a.To.String() + "."
		all["flows"+along+"transitions"] = Figure{Kind: ListsMoves, rows: moved(a)}
		all["flows"+along+"people"] = Figure{Kind: ListsPeople, rows: movedAlong(a)}
		all["speed"+along+"spells"] = Figure{Kind: ListsSpells, rows: stayed(a.From)}
		all["speed"+along+"moved"] = Figure{Kind: ListsPeople, rows: stayedUntil(a)}
	}
	return all
}()

// goneDormantArrows are the ways out of the mass.
var goneDormantArrows = []Arrow{{Customer, Dormant}, {Promoter, Dormant}}
