package value

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"banhda/wheel"
)

// invent draws people from the models themselves, with a fixed seed: a purchase history of up to a number of days
// for each, the first on a random day.
func invent(people, days int, m BGNBD, worth GammaGamma) map[int64][]wheel.Buy {
	return inventFrom(rand.New(rand.NewPCG(1, 2)), people, days, m, worth)
}

func inventFrom(random *rand.Rand, people, days int, m BGNBD, worth GammaGamma) map[int64][]wheel.Buy {
	all := map[int64][]wheel.Buy{}
	for person := range int64(people) {
		rate := gamma(random, m.R) / m.Alpha / daysPerWeek
		a, b := gamma(random, m.A), gamma(random, m.B)
		leave := a / (a + b)
		spread := gamma(random, worth.Q) / worth.Gamma
		buy := func(day float64) {
			dollars := gamma(random, worth.P) / spread
			all[person] = append(all[person], wheel.Buy{At: int64(day * float64(wheel.Day)), Value: int64(math.Ceil(dollars * 100)), Currency: "USD"})
		}
		day := random.Float64() * float64(days)
		buy(day)
		for day += random.ExpFloat64() / rate; day < float64(days); day += random.ExpFloat64() / rate {
			buy(day)
			if random.Float64() < leave {
				break
			}
		}
	}
	return all
}

// gamma draws from Gamma(shape, 1), after Marsaglia and Tsang (ACM TOMS 26, 2000).
func gamma(random *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return gamma(random, shape+1) * math.Pow(random.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	for {
		x := random.NormFloat64()
		v := math.Pow(1+x/math.Sqrt(9*d), 3)
		if v > 0 && math.Log(random.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

func inventedQuestion(days int) Question {
	end := time.UnixMicro(int64(days) * wheel.Day).UTC()
	return Question{Day: end.AddDate(0, 0, -1), Now: end.UnixMicro(), Currency: "USD"}
}

// BenchmarkRead is the whole answer over three years of a million buyers.
func BenchmarkRead(b *testing.B) {
	buys := invent(1_000_000, 1095, BGNBD{R: 0.6, Alpha: 8, A: 0.8, B: 3}, GammaGamma{P: 6, Q: 4, Gamma: 16})
	b.ReportAllocs()
	for b.Loop() {
		Read(inventedQuestion(1095), each(buys))
	}
}
