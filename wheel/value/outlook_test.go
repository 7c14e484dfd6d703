package value

import (
	"math"
	"testing"
	"time"
)

// TestOutlooksAddUp holds one customer's outlook to what the report expects of everybody: the sum is the same.
func TestOutlooksAddUp(t *testing.T) {
	q := Question{Day: time.Date(1997, 9, 30, 0, 0, 0, 0, time.UTC), Now: time.Date(1997, 10, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), Currency: "USD"}
	customers := invented(400)
	r := Expect(q, customers, nil)
	o, err := NewOutlooks(q, customers)
	if err != nil {
		t.Fatal(err)
	}
	var sum, lost float64
	for _, c := range customers {
		one := o.Of(c)
		if one.Alive < 0 || one.Alive > 1 || one.Expected < 0 || one.Lost < 0 || c.X == 0 && one.Lost != 0 {
			t.Fatalf("%+v: %+v", c, one)
		}
		sum += float64(one.Expected)
		lost += float64(one.Lost)
	}
	if math.Abs(sum-float64(*r.Next.Revenue)) > float64(len(customers)) {
		t.Errorf("the outlooks add up to %v, the report expects %v", sum, *r.Next.Revenue)
	}
	if lost <= 0 {
		t.Error("nobody is likely to have left")
	}
}

func TestOutlooksNeedEnough(t *testing.T) {
	q := Question{Day: time.Date(1997, 9, 30, 0, 0, 0, 0, time.UTC), Now: time.Date(1997, 10, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), Currency: "USD"}
	if _, err := NewOutlooks(q, invented(20)); err == nil {
		t.Error("twenty customers are not enough")
	}
}

// invented are customers with pasts of all kinds: who bought long ago and often, lately, once.
func invented(n int) (all []Customer) {
	for i := range n {
		c := Customer{X: i % 7, Age: 30 + i%331}
		if c.X > 0 {
			c.Recency = 1 + (i*37)%(c.Age-1)
			c.Valued, c.Spent = c.X, int64(c.X)*int64(900+(i*53)%4100)
		}
		all = append(all, c)
	}
	return all
}
