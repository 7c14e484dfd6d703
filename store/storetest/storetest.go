// Package storetest holds every database the store runs on to the same behaviour.
package storetest

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"banhda/store"
)

// Exercise runs the suite. where gives the options of a new, empty store each time it is called.
func Exercise(t *testing.T, where func(t *testing.T) store.Options) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, b *bench)
	}{
		{"log/numbers entries and instants", logNumbers},
		{"log/reads in order and in portions", logReads},
		{"log/finds the row of an entry", logRow},
		{"log/bodies come back as they came", logBodies},
		{"log/refuses what is no row", logRefuses},
		{"log/acknowledges concurrent appends once each", logConcurrent},
		{"log/gives up with its caller", logCancelled},
		{"log/goes on after reopening", logReopens},
		{"log/tells those who wait", logTells},
		{"log/takes and gives large batches", logLarge},
		{"transaction/rolls back whole", txRollsBack},
		{"transaction/has one instant, to the microsecond", txInstant},
		{"transaction/loses no update in a race", txRace},
		{"transaction/view sees one state", viewIsOneState},
		{"transaction/ends with its context", txCancelled},
		{"setting/is set, changed, absent", settings},
		{"import/runs and ends", imports},
		{"import/is listed in pages", importPages},
		{"audit/keeps who did what", audit},
		{"audit/shows whatever was done to it", trailTampered},
		{"audit/shows acts removed, put in, moved, cut off", trailRows},
		{"audit/shows whatever was done to the journal", trailJournal},
		{"consent/follows people through merges", consentLedger},
		{"consent/is found as segment defines it", agreed},
		{"consent/is read on by who follows", ledgerAfter},
		{"erasure/is kept until it is done", erasures},
		{"erasure/takes everything that names somebody", forgetting},
		{"erasure/leaves nothing in what teams keep", forgettingAll},
		{"erasure/rewrites the log and leaves nothing in files", scrubs},
		{"erasure/leaves nothing in files of what is not known any more", scrubsBlindly},
		{"request/is kept, listed, closed", requests},
		{"audit/takes acts from before into the chain", trailTakesOld},
		{"user/is added, changed, removed", users},
		{"session/begins, is used, ends", sessions},
		{"key/is added, found, removed", keys},
		{"customer/a code opens once", codes},
		{"shop/carts are kept for whose they are", carts},
		{"customer/sessions are somebody's until they end", customerSessions},
		{"role/is made, changed, removed", roles},
		{"team/has members and a lead", teams},
		{"user/has recovery codes and accounts elsewhere", waysIn},
		{"invitation/is taken up once, in time", invitations},
		{"deal/is one sale with its order", deals},
		{"ticket/every change passes one place", tickets},
		{"ticket/lists by deadline", ticketLists},
		{"ticket/talks are merged and parted", ticketTalk},
		{"ticket/statuses of the house", ticketSetup},
		{"sla/what was promised stands, and nothing is told twice", slaClocks},
		{"sla/what lies with whom, and how long it took", slaFigures},
		{"ticket/words are forgotten", ticketsForget},
		{"deal/keeps every change of its stage", dealMoves},
		{"deal/follows what the house sells by", dealSetup},
		{"quote/is numbered without gaps, sent once, decided on once", quotes},
		{"payment/is kept once, and what is due is found", payments},
		{"booking page/has one address", bookingPages},
		{"payment/what somebody owes is found", dues},
		{"appointment/takes its hosts' time, and is theirs to see", appointments},
		{"appointment/of fifty who want one time one gets it", bookingRace},
		{"identity/starts empty", identityEmpty},
		{"identity/finds what it saved", identityFinds},
		{"identity/links and remembers", identityLinks},
		{"identity/replaces traits and people", identityReplaces},
		{"identity/saves all or nothing", identityConflict},
		{"identity/keeps suggestions and separations once", identityOnce},
		{"identity/is emptied and filled again alike", identityReset},
		{"identity/takes large batches", identityLarge},
		{"identity/takes the longest texts", identityLong},
		{"people/are written once with who brings them", brings},
		{"people/are found by what is known of them", peopleFound},
		{"job/is left, claimed, tried again, done", jobs},
		{"job/outlives who worked on it", jobLeases},
		{"job/is laid aside, and brought back", jobsDead},
		{"notice/is told once, and read", notices},
		{"task/is kept, listed, saved within reach", tasks},
		{"task/is made with others, found, taken back together", tasksTogether},
		{"task/is noted part by part, and taken back so", taskJournal},
		{"task/is made by rules once", taskRules},
		{"arrangement/is kept", arrangements},
		{"absence/is kept", absences},
		{"assignment/rules are kept in order", assignmentRules},
		{"assignment/is queued, given, watched", assignments},
		{"conversation/is one for each person, within reach", conversations},
		{"conversation/what was said is kept once", entries},
		{"conversation/follows people through merges", conversationsMerge},
		{"lead/waits once, is answered, is seen with the person", leads},
		{"chat/what is said in a talk is read by its name", chats},
		{"bot/what it did not know waits to be looked at, and answers are counted", botAnswers},
		{"bot/flows are kept in versions", botFlows},
		{"repetition/is kept once, with its act and answer", repetitions},
		{"follow/everybody has a place", followers},
		{"segment/who is in, came and went", members},
		{"segment/lists through merges", listed},
		{"segment/draws", draws},
		{"segment/asks people for their deals", buyers},
		{"segment/scores", scores},
		{"referral/a code is one person's", referralCodes},
		{"referral/brings a friend once, and rewards once", referrals},
		{"referral/counts steps by person", referralSteps},
		{"follow/of imports only those that asked are news", newsImports},
		{"webhook/is added, changed, removed", webhooks},
		{"webhook/deliveries are made, sent again, forgotten", deliveries},
		{"message/is claimed once and keeps its fate", messages},
		{"message/keeps its fate among many", manyFates},
		{"message/whose fate a crash hid is for somebody to decide", doubts},
		{"message/of a campaign is claimed while it runs, and stopped", lanes},
		{"template/is written, published, kept as it was", templates},
		{"article/is written, published, hidden, followed", articles},
		{"help/the last word of a reader counts", helped},
		{"help/what was not found", missed},
		{"article/is brought once", articlesBrought},
		{"article/stands in sections", articleSections},
		{"form/is published, kept as it was, answered once", forms},
		{"share/kits are kept as they were said", shareKits},
		{"survey/is published, kept as it was", surveys},
		{"made/is taken back, and nothing of others with it", unmade},
		{"transaction/writes as of an instant that is past, and hands over what it tells", past},
		{"survey/asks once about each touch, and the last answer stands", surveyAnswers},
		{"loyalty/posts once, and balances", ledgers},
		{"loyalty/many who spend at once cannot overdraw", spenders},
		{"loyalty/a voucher is used once", vouchers},
		{"loyalty/programmes are kept as they were", programmes},
		{"loyalty/forgets names and keeps sums", forgetsPoints},
		{"review/is one of a person and a product, and shows once it is published", reviews},
		{"onboarding/is planned, and kept as it was", onboardingPlans},
		{"onboarding/begins once for each cause", onboardings},
		{"page/is published, kept as it was, moved, hidden", pages},
		{"cta/is published, kept as it was, counted by person", ctas},
		{"picture/is kept once", pictures},
		{"suppression/keeps the weightier reason, and a hash of who is erased", suppressions},
		{"bounce/soft ones are counted", softBounces},
		{"sms/reports find their message", handles},
		{"zalo/templates are what Zalo had last", zaloTemplates},
		{"zalo/who bought is known", bought},
		{"zalo/what went last is known", lastZalo},
		{"donotcall/a whole list takes the place of those before", doNotCall},
		{"campaign/draws people once", participants},
		{"workflow/is kept in versions", workflows},
		{"workflow/people go through it once for each cause", workflowRuns},
		{"workflow/runs follow people through merges, and are forgotten", workflowPeople},
		{"message/is claimed once and keeps its fate", messages},
		{"message/keeps its fate among many", manyFates},
		{"message/whose fate a crash hid is for somebody to decide", doubts},
		{"message/of a campaign is claimed while it runs, and stopped", lanes},
		{"campaign/draws people once", participants},
		{"activity/notes come newest first, page by page", notes},
		{"activity/notes are edited, pinned, removed and given back", noteChanges},
		{"activity/files are kept, removed and forgotten", attachments},
		{"activity/is erased", erasesActivity},
		{"record/comes back as it was written", recordRoundTrip},
		{"record/is seen and changed within reach", recordReach},
		{"record/holds what only one may have", recordUnique},
		{"record/holds what is promised of people", promises},
		{"record/goes into the bin and comes back", recordBin},
		{"record/is merged, and its id stays", recordMerge},
		{"record/is undone field by field", recordUndo},
		{"record/whose making is undone is removed", recordUndoMaking},
		{"record/is made by one row of the journal, and told value by value", recordMaking},
		{"record/of a person goes through merges exactly", recordOwn},
		{"record/of an order is told to the log as it is", recordOrder},
		{"record/has fields of the company's own", recordFields},
		{"record/has a journal that replays to the present", recordJournal},
		{"duplicate/is found, told apart, remembered", duplicates},
		{"external/finds records by other systems' ids and by name", externals},
		{"find/finds what fits, as segment defines it", foundAlike},
		{"find/gives pages in every order", foundInOrder},
		{"find/looks for people by what is typed", peopleLooked},
		{"find/looks for records by what is typed", recordsLooked},
		{"outbox/is relayed in order, once", outboxRelays},
		{"outbox/forgets what was rolled back", outboxRollback},
		{"outbox/is relayed as it is posted", outboxFollows},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, newBench(t, where(t))) })
	}
	t.Run("backup/becomes a house alike", func(t *testing.T) { backups(t, newBench(t, where(t)), where(t)) })
	t.Run("takeout/comes out again as it went in", func(t *testing.T) { takeOuts(t, newBench(t, where(t)), where(t)) })
}

// bench is one store under test, with a clock that the test moves.
type bench struct {
	*store.Store
	t       *testing.T
	ctx     context.Context
	options store.Options
	now     atomic.Int64 // microseconds
}

func newBench(t *testing.T, o store.Options) *bench {
	b := &bench{t: t, ctx: context.Background(), options: o}
	b.now.Store(time.Date(2026, 11, 22, 3, 4, 5, 678_901_000, time.UTC).UnixMicro())
	b.options.Now = func() time.Time { return time.UnixMicro(b.now.Load()) }
	b.open()
	t.Cleanup(func() { b.Close() })
	return b
}

func (b *bench) open() {
	b.t.Helper()
	s, err := store.Open(b.ctx, b.options)
	b.ok(err)
	b.Store = s
}

func (b *bench) reopen() {
	b.t.Helper()
	b.ok(b.Close())
	b.open()
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) tx(do func(*store.Tx) error) {
	b.t.Helper()
	b.ok(b.Records.Tx(b.ctx, do))
}

func (b *bench) view(look func(*store.View) error) {
	b.t.Helper()
	b.ok(b.Records.View(b.ctx, look))
}
