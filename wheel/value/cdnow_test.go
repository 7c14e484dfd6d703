package value

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/wheel"
)

// The CDNOW 1/10 sample: 2,357 people who first bought in the first quarter of 1997, the data both papers print
// their estimates for.
const cdnow = "../../../shared/data/cdnow/"

// cdnowBuys reads everybody's purchases, keyed by person.
func cdnowBuys(t *testing.T) map[int64][]wheel.Buy {
	t.Helper()
	f, err := os.Open(cdnow + "CDNOW_sample.txt.gz")
	if os.IsNotExist(err) {
		t.Skip("no CDNOW data beside the checkout (../shared/data/cdnow)")
	}
	check(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	check(t, err)
	buys := map[int64][]wheel.Buy{}
	for lines := bufio.NewScanner(z); lines.Scan(); {
		row := strings.Fields(lines.Text()) // id in the full set, person, date, CDs, dollars
		person, err := strconv.ParseInt(row[1], 10, 64)
		check(t, err)
		at, err := time.ParseInLocation("20060102", row[2], newYork(t))
		check(t, err)
		dollars, err := strconv.ParseFloat(row[4], 64)
		check(t, err)
		buys[person] = append(buys[person], wheel.Buy{At: at.UnixMicro(), Value: int64(math.Round(dollars * 100)), Currency: "USD"})
	}
	return buys
}

func newYork(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("America/New_York")
	check(t, err)
	return zone
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func cdnowQuestion(t *testing.T) Question {
	return Question{
		Day: time.Date(1997, 9, 30, 0, 0, 0, 0, newYork(t)), Horizon: 39 * 7 * wheel.Day,
		Now: time.Date(1998, 7, 1, 0, 0, 0, 0, newYork(t)).UnixMicro(), Zone: newYork(t), Currency: "USD",
	}
}

func each(buys map[int64][]wheel.Buy) func(func(int64, []wheel.Buy) bool) {
	return func(yield func(int64, []wheel.Buy) bool) {
		for person, b := range buys {
			if !yield(person, b) {
				return
			}
		}
	}
}

// within compares a figure with the one that was printed.
func within(t *testing.T) func(what string, got, want, tolerance float64) {
	return func(what string, got, want, tolerance float64) {
		t.Helper()
		if !(math.Abs(got-want) <= tolerance) {
			t.Errorf("%s = %v, want %v ± %v", what, got, want, tolerance)
		}
	}
}

func TestCDNOWReport(t *testing.T) {
	r := Read(cdnowQuestion(t), each(cdnowBuys(t)))
	near := within(t)
	near("people", float64(r.People), 2357, 0)
	near("repeaters", float64(r.Repeaters), 946, 0)
	near("r", r.BGNBD.R, 0.243, 0.0005)
	near("alpha", r.BGNBD.Alpha, 4.414, 0.0005)
	near("a", r.BGNBD.A, 0.793, 0.0005)
	near("b", r.BGNBD.B, 2.426, 0.0005)
	near("log-likelihood", r.BGNBD.LogLikelihood, -9582.4, 0.05)
	near("p", r.GammaGamma.P, 6.25, 0.005)
	near("q", r.GammaGamma.Q, 3.74, 0.005)
	near("gamma", r.GammaGamma.Gamma, 15.44, 0.005)
	near("log-likelihood of the values", r.GammaGamma.LogLikelihood, -4055.9177, 0.00005)
	near("purchases in the next 39 weeks", *r.Next.Purchases, 1653, 0.5)
	near("revenue by the published forms", float64(*r.Next.Revenue), publishedRevenue(t, r), 1)
	near("purchases that happened", float64(r.Next.Happened.Purchases), 1882, 0)
}

// publishedRevenue adds up, person by person, what the published forms expect in 39 weeks, in cents.
func publishedRevenue(t *testing.T, r Report) (cents float64) {
	customers, _ := Summarise(cdnowQuestion(t), each(cdnowBuys(t)))
	for _, c := range customers {
		cents += 100 * publishedExpectation(*r.BGNBD, c, 39) * r.GammaGamma.Expected(c, 100)
	}
	return cents
}

func TestCDNOWCustomers(t *testing.T) {
	buys := cdnowBuys(t)
	rows := published(t, "cdnow_customers_summary.csv")
	for _, row := range rows {
		person, err := strconv.ParseInt(row[0], 10, 64)
		check(t, err)
		c, _ := Summarise(cdnowQuestion(t), each(map[int64][]wheel.Buy{person: buys[person]}))
		recency, err := strconv.ParseFloat(row[2], 64)
		check(t, err)
		age, err := strconv.ParseFloat(row[3], 64)
		check(t, err)
		got := fmt.Sprintf("%d %.2f %.2f", c[0].X, weeks(c[0].Recency), weeks(c[0].Age))
		if want := fmt.Sprintf("%s %.2f %.2f", row[1], recency, age); got != want {
			t.Errorf("person %d: %s, published %s", person, got, want)
		}
	}
}

// TestCDNOWPublishedMeans fits the values as a summary of them was published: each person's mean, rounded to cents,
// from which gamma comes out as 15.45. From the exact sums it is 15.44, as Fader and Hardie print it.
func TestCDNOWPublishedMeans(t *testing.T) {
	cdnowBuys(t)
	var customers []Customer
	for _, row := range published(t, "cdnow_customers_summary_with_transactions.csv") {
		x, err := strconv.Atoi(row[1])
		check(t, err)
		mean, err := strconv.ParseFloat(row[4], 64)
		check(t, err)
		customers = append(customers, Customer{X: x, Valued: x, Spent: int64(math.Round(mean*100)) * int64(x)})
	}
	m, err := FitGammaGamma(customers, 100)
	check(t, err)
	near := within(t)
	near("p", m.P, 6.25, 0.005)
	near("q", m.Q, 3.74, 0.005)
	near("gamma", m.Gamma, 15.45, 0.005)
}

// published is a file's rows without their heading; the two hold one row per person.
func published(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(cdnow + name)
	check(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	check(t, err)
	if len(rows) != 2358 {
		t.Fatalf("%s has %d rows, not 2358", name, len(rows))
	}
	return rows[1:]
}
