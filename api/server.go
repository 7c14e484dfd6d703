package api

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"banhda/auth"
	"banhda/channel/email"
	"banhda/channel/webhook"
	"banhda/channel/zalo"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/hub/token"
	"banhda/store"
	"banhda/warehouse"
)

// House is everything the operations work on. cmd/banhda fills it.
type House struct {
	Log       flow.Log
	Flow      Flow
	Warehouse warehouse.Warehouse
	Records   *store.Records
	// Relay brings to the log what changes of records have posted for it.
	Relay  func(context.Context) error
	People People
	// Dir is the data directory; refused rows of imports are kept below it.
	Dir string
	// Hooks sends messages to other systems.
	Hooks *webhook.Sender
	// DNS is asked about the domains that mail is sent from, and where names of the site's own lead; nil: the machine's.
	DNS email.Resolver
	// ModelWithin is how long a service of language models may take for an answer; 0: as long as usual.
	ModelWithin time.Duration
	// ESMS is where eSMS takes messages; empty: where it does for everybody.
	ESMS string
	// Zalo is where Zalo answers; empty: where it does for everybody.
	Zalo zalo.Hosts
	// MailTrust is whose certificates mail servers are believed by; nil: the system's.
	MailTrust *tls.Config
	// Secret is the house's own, with which what must be kept readable in the records is sealed.
	Secret []byte
	// Buried are who was erased.
	Buried *Tombstones
	// EraseLog takes out of the log what a mask touches, and gives how many rows that were.
	EraseLog func(ctx context.Context, m flow.Mask, progress func(done, total int64)) (int64, error)
	// CopyStore copies records and log into a folder, of one state.
	CopyStore func(ctx context.Context, to string) error
	// Scrub makes sure that deleted texts are in no database file any more.
	Scrub func(ctx context.Context, texts []string) error
	// Now is the product's one clock.
	Now     func() time.Time
	Version string
	// Logger is the program's log. Nothing about anybody is written to it.
	Logger *slog.Logger
}

// People is what the operations need of who is who.
type People interface {
	// Absorbed tells into whom a person was merged; ok is false for one who stands for themselves.
	Absorbed(ctx context.Context, person int64) (into int64, ok bool, err error)
	// Remember sets how many profiles are kept in memory, and gives how many it was.
	Remember(profiles int) (before int)
}

// Flow is what the operations need of the pipeline that carries the log into its projections.
type Flow interface {
	// WaitFor returns when every projection has taken in entry seq, or with the error that stopped the flow.
	WaitFor(ctx context.Context, seq int64) error
	// WaitForPeople returns when identity has taken in entry seq; other projections may still be behind.
	WaitForPeople(ctx context.Context, seq int64) error
	// Done is the seq every projection has reached.
	Done() int64
	// Known is the furthest any projection ever was: it does not fall back while projections are rebuilt.
	Known() int64
	// Answering says that a request is being answered, until done is called: the flow gives way to several.
	Answering() (done func())
	// Import appends a history to the log, and returns how many events and the seq of the last.
	Import(ctx context.Context, i flow.Import) (events, last int64, err error)
	// Tally counts, since the process began, an import's events that were taken in and those that were there before.
	Tally(imported int64) (taken, duplicates int64)
	// Show reads a row of the log for people to look at: the events in it, none for a row of another kind.
	Show(ctx context.Context, row *flow.Row) ([]flow.Shown, error)
	// Names are the projections by name.
	Names() []string
	// Rebuild empties the named projections, all where none is named, and replays the log into them. It returns
	// when they have caught up.
	Rebuild(ctx context.Context, names []string, progress func(done, total int64)) error
}

// Server answers the operations.
type Server struct {
	House
	mux        *http.ServeMux
	api        huma.API
	operations []operation
	metrics    metrics
	passwords  *auth.Passwords
	attempts   auth.Attempts
	rounds     sync.Map // states of answers by the provider of identity that were used: each opens once, also in a race
	code       string   // what makes somebody on another machine the first user
	connection connection
	readouts   readouts
	seats      seats
	repeats    repeats
	live       live
	inbox      inbox
	chats      chats
	foreseen   foresight
	models     models
	briefs     briefs
	mailing    mailing
	hits       hits
	visitors   visitors
	forms      forms
	articles   shelved
	sites      sites
	// certificate tells of certificates for names; nil: TLS is taken by somebody else, or by nobody
	certificate atomic.Pointer[CertificateOf]
	shops       shops
	ctas        ctas
	floor       int64 // the log's tail when the house was opened
	intakes     intakes
	flows       *workflows
	paces       paces
	importing   sync.Mutex // held while files are read in: two at a time would only share one disk

	mailers mailers
	phones  phones
	tokens  *token.Signer
	halts   sync.Map // campaigns that were paused or stopped: what becomes of their messages that are claimed already

	underway    atomic.Int64    // the import whose files are read; 0: none
	erasing     sync.Mutex      // held while somebody is forgotten
	follower    follow.Follower // hands on what happens
	renewing    atomic.Int32    // more than 0: projections are built anew, and not everybody is found
	backing     sync.Mutex      // held while a backup is made
	grants      sync.Map        // where mail servers take access tokens, their sources: see tokensOf
	inboxes     sync.Mutex      // held while the mailboxes of conversations are read
	reading     sync.Mutex      // held while the mailbox for reports is read
	judging     sync.Mutex      // held while it is found out who belongs to segments
	anchoring   sync.Mutex      // held while the end of the audit trail is noted
	cataloguing sync.Mutex      // held while the catalogue is replaced: see replaceCatalogue
}

// New makes a server of a house whose flow is running.
func New(ctx context.Context, h House) (*Server, error) {
	floor, err := h.Log.Tail(ctx)
	if err != nil {
		return nil, err
	}
	s := newServer(h)
	s.floor = floor
	s.live.ended = make(chan struct{})
	s.mux.Handle("/", s.Health())
	return s, nil
}

// newServer is a server with its operations registered.
func newServer(h House) *Server {
	s := &Server{House: h, seats: newSeats(), mux: http.NewServeMux(), passwords: auth.NewPasswords(auth.DefaultCost), code: auth.NewCode(2), flows: newWorkflows(),
		tokens: token.NewSigner(auth.NewKey(h.Secret, "links"))}
	s.api = humago.New(s.mux, configuration())
	s.register()
	return s
}

// Describe is the description of all operations, in OpenAPI's YAML.
func Describe() ([]byte, error) { return newServer(House{}).api.OpenAPI().YAML() }

// version is the API's own: it changes when what clients were promised does.
const version = "1"

func configuration() huma.Config {
	huma.DefaultArrayNullable = false // a list without anything in it is [], never null
	c := huma.DefaultConfig("Bánh Đà", version)
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.DocsPath = ""     // a page that would load scripts from elsewhere
	c.CreateHooks = nil // no $schema members in answers: their shape is the command line's contract
	c.RejectUnknownQueryParameters = true
	return c
}

// Handler serves the operations, /openapi.json and what Health serves on behalf of who owns the data: it is for the
// socket that only they may open.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = speaking(r)
		ctx := auth.Coming(r.Context(), auth.Origin{By: auth.ByCLI, Device: r.UserAgent()})
		s.mux.ServeHTTP(w, r.WithContext(auth.With(ctx, auth.Actor{Kind: auth.Socket})))
	})
}

// caughtUp waits until what was in the log at the start has been taken in, as after a crash or while rebuilding.
func (s *Server) caughtUp(ctx context.Context, tell Tell) error {
	if s.Flow.Done() >= s.floor {
		return nil
	}
	return s.waitFor(ctx, s.floor, tell)
}

// waitFor waits for an entry to reach every projection, telling how far they are.
func (s *Server) waitFor(ctx context.Context, seq int64, tell Tell) error {
	arrived := make(chan error, 1)
	go func() { arrived <- s.Flow.WaitFor(ctx, seq) }()
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for from := s.Flow.Done(); ; {
		select {
		case err := <-arrived:
			return err
		case <-tick.C:
			tell(Progress{Step: "taking in", Done: s.Flow.Done() - from, Total: seq - from})
		}
	}
}
