package auth

import (
	"maps"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits are how many attempts there are: so many at once, and then one each time this has passed. One address has few
// at one account, and more at all of them, because a whole shop may sit behind it. An account has more from everywhere
// together than any address has at it: so nobody alone can use up those of the person it belongs to.
type limits struct {
	perPair, perAddress, perAccount    int
	pairRest, addressRest, accountRest time.Duration
}

// Of passwords, of the short codes that only who knows the password comes to guess, and of messages by which somebody
// signs in: whoever asks for them may be filling somebody else's mailbox.
var (
	ofPasswords = limits{10, 30, 60, time.Minute, 10 * time.Second, 10 * time.Second}
	ofCodes     = limits{5, 15, 30, 5 * time.Minute, time.Minute, 2 * time.Minute}
	ofMessages  = limits{4, 20, 8, 5 * time.Minute, time.Minute, 10 * time.Minute}
)

// Attempts bounds how often passwords and codes can be guessed.
type Attempts struct {
	mu       sync.Mutex
	limiters map[string]*rate.Limiter
}

// manyLimiters is how many are kept before those that rest again are forgotten.
const manyLimiters = 10_000

// Take uses up one attempt at an account's password from an address. Where there is none left, nothing is used up, and
// wait is how long until there is one.
func (a *Attempts) Take(account string, from netip.Addr, now time.Time) (wait time.Duration) {
	return a.take(ofPasswords, account, network(from), now)
}

// TakeCode uses up one attempt at a code as Take does at a password. Account must not be one of Take's.
func (a *Attempts) TakeCode(account string, from netip.Addr, now time.Time) (wait time.Duration) {
	return a.take(ofCodes, account, "codes "+network(from), now)
}

// TakeMessage uses up one message to an account that an address asks for, as Take does an attempt at a password. Account must
// not be one of Take's.
func (a *Attempts) TakeMessage(account string, from netip.Addr, now time.Time) (wait time.Duration) {
	return a.take(ofMessages, account, "messages "+network(from), now)
}

func (a *Attempts) take(most limits, account, from string, now time.Time) (wait time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.forget(now)
	place, person := "address "+from, "account "+account
	var taken []*rate.Reservation
	for _, l := range []*rate.Limiter{
		a.limiter(person+" from "+place, most.pairRest, most.perPair),
		a.limiter(place, most.addressRest, most.perAddress),
		a.limiter(person, most.accountRest, most.perAccount),
	} {
		r := l.ReserveN(now, 1)
		taken, wait = append(taken, r), max(wait, r.DelayFrom(now))
	}
	for _, r := range taken {
		if wait > 0 {
			r.CancelAt(now)
		}
	}
	return wait
}

// Succeeded forgets an account's attempts: whoever has signed in was no guesser.
func (a *Attempts) Succeeded(account string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	person := "account " + account
	maps.DeleteFunc(a.limiters, func(key string, _ *rate.Limiter) bool {
		return key == person || strings.HasPrefix(key, person+" from ")
	})
}

func (a *Attempts) limiter(key string, rest time.Duration, burst int) *rate.Limiter {
	l := a.limiters[key]
	if l == nil {
		l = rate.NewLimiter(rate.Every(rest), burst)
		if a.limiters == nil {
			a.limiters = map[string]*rate.Limiter{}
		}
		a.limiters[key] = l
	}
	return l
}

func (a *Attempts) forget(now time.Time) {
	if len(a.limiters) < manyLimiters {
		return
	}
	for key, l := range a.limiters {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(a.limiters, key)
		}
	}
}

// network is what counts as one address: of IPv6, the network a provider gives to one household.
func network(a netip.Addr) string {
	a = a.Unmap()
	if a.Is6() {
		p, _ := a.WithZone("").Prefix(64)
		return p.String()
	}
	return a.String()
}
