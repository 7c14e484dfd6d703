// Package zalotest is the platform of Zalo Official Accounts for tests: who may sign in, what may be said to whom and
// when, what a template costs, and the events that are told of it. It was written from what is published of the platform
// by somebody who had not seen the product's client, so that the two cannot be wrong together.
//
// No account of Zalo's was at hand. Each rule says where it comes from:
//
//   - "published": Zalo's documentation, as it or several independent programs quote it;
//   - "reported": one source alone;
//   - "known": remembered, not read again;
//   - "guess": nothing was found, so the stricter or simpler way was taken.
//
// The three hosts (oauth.zaloapp.com, openapi.zalo.me, business.openapi.zalo.me) have no path in common and are one
// handler here. Times are microseconds UTC, money is đồng.
package zalotest

import (
	"net/http"
	"sync"
	"time"
)

// Who the app and the account are where Options does not say. Their ids exceed 2^53, as real ones do (published): who
// reads them as numbers changes them.
const (
	AppID     = "2712345678901234567"
	AppSecret = "app's secret"
	OAID      = "4097311281936189049"
	OASecret  = "account's secret"
)

// Options are the figures of the platform, which change often and differ between sources. What is zero takes the value
// named; of those marked *, a negative one means none.
type Options struct {
	AppID, AppSecret string // of the app; the secret is for signing in
	OAID, OASecret   string // of the account; the secret is for webhooks
	Redirect         string // the registered callback; any where it is empty
	Webhook          string // where events go; where it is empty, Pump drops what is pending
	URL              string // where the handler is reached; see At

	Clock func() int64 // microseconds UTC; a clock that stands still but for Advance

	AccessLife  time.Duration // 25 h; others say 1 h (published, sources differ)
	RefreshLife time.Duration // 90 days (published: three months)
	CodeLife    time.Duration // 10 min (reported)
	Proof       bool          // appsecret_proof is demanded (published)

	FreeWindow time.Duration // 48 h since the last interaction (published)
	FreeCount  int           // 8 replies in it (published)
	MaxWindow  time.Duration // 7 days (published)
	Package    int           // * replies beyond that of the account's package; 2,000 (guess)
	Purchased  int           // * replies bought beside it; none

	Balance        int64 // * đồng for templates; 1,000,000
	DailyQuota     int   // * templates a day, by the clock of Vietnam; 20,000 (published for new accounts)
	PromotionQuota int   // * promotions a month; 1,000 (guess)
	PromotionFrom  int   // hour of Vietnam from which promotions go; 8 (reported)
	PromotionTo    int   // hour before which they go; 22 (reported)

	WebhookTimeout time.Duration // of real time; 2 s (published)
	Bare           bool          // signatures come without "mac=" (both are published)
	OtherReports   bool          // reports of delivery and reading in the other published shape, see report
}

// Platform is one app and one account on it.
type Platform struct {
	o       Options
	handler http.Handler

	mu      sync.Mutex
	ahead   int64 // what Advance added to the clock, µs
	last    uint64
	faults  []Fault
	calls   []Call
	grants  map[string]grant  // by code
	access  map[string]int64  // when a token ends
	refresh map[string]*lease // also those used
	users   map[string]*person
	media   map[string]upload // what was uploaded, by its token; and what users sent, by its path
	known   []*Template
	sent    []*Sent
	spent   map[string]int // templates, by day or month and what is counted
	post    office
}

// New is a platform on which nothing has happened.
func New(o Options) *Platform {
	o = o.filled()
	p := &Platform{
		o: o, grants: map[string]grant{}, access: map[string]int64{}, refresh: map[string]*lease{},
		users: map[string]*person{}, media: map[string]upload{}, spent: map[string]int{},
		post: office{enabled: true},
	}
	p.handler = p.faulty(p.routes())
	return p
}

// start is when a platform without a clock begins: a Monday, 09:00 in Vietnam.
var start = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC).UnixMicro()

func (o Options) filled() Options {
	or(&o.AppID, AppID)
	or(&o.AppSecret, AppSecret)
	or(&o.OAID, OAID)
	or(&o.OASecret, OASecret)
	or(&o.AccessLife, 25*time.Hour)
	or(&o.RefreshLife, 90*24*time.Hour)
	or(&o.CodeLife, 10*time.Minute)
	or(&o.FreeWindow, 48*time.Hour)
	or(&o.FreeCount, 8)
	or(&o.MaxWindow, 7*24*time.Hour)
	or(&o.Package, 2000)
	or(&o.Balance, 1_000_000)
	or(&o.DailyQuota, 20_000)
	or(&o.PromotionQuota, 1000)
	or(&o.PromotionFrom, 8)
	or(&o.PromotionTo, 22)
	or(&o.WebhookTimeout, 2*time.Second)
	o.Package, o.Purchased, o.Balance = max(o.Package, 0), max(o.Purchased, 0), max(o.Balance, 0)
	o.DailyQuota, o.PromotionQuota = max(o.DailyQuota, 0), max(o.PromotionQuota, 0)
	if o.Clock == nil {
		o.Clock = func() int64 { return start }
	}
	return o
}

func or[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// Handler serves all three hosts.
func (p *Platform) Handler() http.Handler { return p.handler }

// At says where the handler is reached, once that is known: links to what users send begin with it.
func (p *Platform) At(url string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.o.URL = url
}

// Tune changes figures: a quota that was cut, money that came in. Here zero is zero.
func (p *Platform) Tune(by func(*Options)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	by(&p.o)
}

// Balance is what is left for templates, in đồng.
func (p *Platform) Balance() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.o.Balance
}

// Now is the platform's time.
func (p *Platform) Now() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now()
}

func (p *Platform) now() int64 { return p.o.Clock() + p.ahead }

func (p *Platform) after(d time.Duration) int64 { return p.now() + d.Microseconds() }

var vietnam = time.FixedZone("Vietnam", 7*60*60)

func (p *Platform) local() time.Time { return time.UnixMicro(p.now()).In(vietnam) }

func (p *Platform) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v4/oa/permission", p.permission)
	mux.HandleFunc("POST /v4/oa/access_token", p.token)
	mux.HandleFunc("POST /v3.0/oa/message/cs", p.open(p.consult))
	mux.HandleFunc("POST /v3.0/oa/message/transaction", p.open(merged))
	mux.HandleFunc("POST /v3.0/oa/message/promotion", p.open(merged))
	mux.HandleFunc("POST /v3.0/oa/message/template", p.open(p.templateToUser))
	mux.HandleFunc("POST /v3.0/oa/quota/message", p.open(p.replyQuota))
	mux.HandleFunc("GET /v3.0/oa/user/detail", p.open(p.profile))
	mux.HandleFunc("GET /v2.0/oa/getoa", p.open(p.account))
	mux.HandleFunc("POST /v2.0/oa/upload/{kind}", p.open(p.upload))
	mux.HandleFunc("POST /message/template", p.business(p.templateToPhone))
	mux.HandleFunc("GET /message/quota", p.business(p.templateQuota))
	mux.HandleFunc("GET /message/status", p.business(p.templateStatus))
	mux.HandleFunc("GET /template/all", p.business(p.templates))
	mux.HandleFunc("GET /template/info", p.business(p.template))
	mux.HandleFunc("GET /template/info/v2", p.business(p.template))
	mux.HandleFunc("GET /media/{name}", p.download)
	return mux
}
