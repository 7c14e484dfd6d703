package value

import "banhda/wheel"

// Outlook is what is to be expected of one customer within a horizon. Money is in minor units.
type Outlook struct {
	Alive    float64 // the chance that they have not left for good
	Expected int64   // what they are expected to buy
	// Lost is by how much that is less than if they were here for certain: what is at stake in winning them back. Of who
	// bought on one day only it is 0: the model takes nobody to leave before they bought again.
	Lost int64
}

// Outlooks tells of each customer what is to be expected, by models fitted on all of them.
type Outlooks struct {
	purchases BGNBD
	worth     GammaGamma
	minor     float64
	weeks     float64
	seen      map[[2]int]float64 // by x and age: purchases of one who is there
}

// NewOutlooks fits the models on everybody's past as Customers gives it. It is an error, to be shown, where too few bought
// again.
func NewOutlooks(q Question, customers []Customer) (*Outlooks, error) {
	purchases, err := FitBGNBD(customers)
	if err != nil {
		return nil, err
	}
	worth, err := FitGammaGamma(customers, minorOf(q))
	if err != nil {
		return nil, err
	}
	days := float64(q.horizon()) / float64(wheel.Day)
	return &Outlooks{purchases, worth, minorOf(q), days / daysPerWeek, map[[2]int]float64{}}, nil
}

// Of is what is to be expected of one.
func (o *Outlooks) Of(c Customer) Outlook {
	key := [2]int{c.X, c.Age}
	n, known := o.seen[key]
	if !known {
		n = o.purchases.stay(c.X).purchases(c.Age, o.weeks)
		o.seen[key] = n
	}
	alive := o.purchases.Alive(c)
	whole := n * o.worth.Expected(c, o.minor) * o.minor
	return Outlook{Alive: alive, Expected: round(alive * whole), Lost: round((1 - alive) * whole)}
}
