package api

import (
	"context"
	"strings"
	"testing"
)

// TestWhoWithdrewIsNotRecognised: of who has withdrawn profiling nothing is kept of what pages tell, though their browser still
// holds it to be agreed, nor are they known to a call to action; what their own orders say is, and agreeing again is heard.
func TestWhoWithdrewIsNotRecognised(t *testing.T) {
	f, owner := owned(t)
	key := func(rank string) string {
		return gets[AccessKey](owner, 200, "POST", "/v1/keys", `{"name":"`+rank+`","kind":"write","rank":"`+rank+`"}`).Token
	}
	page, server := key("browser"), key("server")
	lan := f.reachedBy("anonymous_id", "lan")
	f.reachedBy("anonymous_id", "minh")
	says := func(channel, state string) {
		t.Helper()
		gets[ConsentsAnswer](owner, 200, "POST", "/v1/records/people/"+lan+"/consents", `{"channels":["`+channel+`"],"purpose":"profiling","state":"`+state+`","how":"paper","evidence":{"note":"phiếu số 7"}}`)
	}
	log := &stuck{}
	f.Server.Log, f.Server.Flow = log, log
	kept := func(key, path, body string) string {
		t.Helper()
		log.kept = nil
		if a := f.sends(key, path, body); a.StatusCode != 200 {
			t.Fatalf("%s: %s", body, a.Status)
		}
		return string(log.kept)
	}
	recognised := func(want bool) {
		t.Helper()
		const call = `{"event":"Looked","anonymousId":"lan"}`
		if got := kept(page, "track", call); (got == call) != want {
			t.Errorf("kept %q", got)
		}
		if who, err := f.visitorPerson(t.Context(), "lan"); err != nil || (who != 0) != want {
			t.Errorf("a call to action knows %d (%v)", who, err)
		}
	}
	recognised(true)
	says("email", "withdrawn")
	recognised(false)
	says("web", "given")
	recognised(true)
	says("web", "withdrawn")
	recognised(false)
	if got := kept(server, "track", `{"event":"Order Completed","anonymousId":"lan"}`); got == "" {
		t.Error("an order is lost")
	}
	if got := kept(page, "track", `{"event":"Consent Given","anonymousId":"lan","properties":{"purpose":"profiling"}}`); got == "" {
		t.Error("who agrees again is not heard")
	}
	batch := ` {"a":"[", "batch" : [{"type":"track","event":"A","anonymousId":"lan"}, {"type":"page","anonymousId":"minh"},{"type":"identify","anonymousId":"lan"},{"type":"track","event":"B","anonymousId":"an"}], "sentAt":"2026-11-23T00:00:00Z"}`
	want := ` {"a":"[", "batch" : [{"type":"page","anonymousId":"minh"},{"type":"track","event":"B","anonymousId":"an"}], "sentAt":"2026-11-23T00:00:00Z"}`
	if got := kept(page, "batch", batch); got != want {
		t.Errorf("of a batch is kept %s", got)
	}
	if got := kept(page, "batch", strings.ReplaceAll(strings.ReplaceAll(batch, "minh", "lan"), `"an"`, `"lan"`)); got != "" {
		t.Errorf("of a batch of theirs is kept %s", got)
	}
	log.tail, log.known = 5, 4 // the log holds what links this browser to somebody, and identity has not read it yet
	f.Server.Flow = &linking{log, func() {
		lan = f.reachedBy("anonymous_id", "just-linked")
		says("web", "withdrawn")
	}}
	if got := kept(page, "track", `{"event":"Looked","anonymousId":"just-linked"}`); got != "" {
		t.Errorf("of a browser that was just linked is kept %s", got)
	}
}

// linking is a flow that links somebody while it is waited for.
type linking struct {
	*stuck
	link func()
}

func (l *linking) WaitForPeople(context.Context, int64) error {
	l.link()
	l.known = l.tail
	return nil
}

// TestATalkIsNotJoinedToWhoWithdrew: what they ask is answered, and they are known by that talk alone, whatever their browser says.
func TestATalkIsNotJoinedToWhoWithdrew(t *testing.T) {
	f, b := turning(t)
	joined := func(visitor string) string {
		t.Helper()
		g := &chatWidget{front: f, origin: shopSite}
		g.sends(200, "session", `{"visitor":"`+visitor+`"}`, &g.begun)
		g.says("key-"+visitor, "Còn hàng không?")
		all := gets[ConversationsAnswer](b, 200, "GET", "/v1/conversations", "").Conversations
		return all[0].Person.ID
	}
	minh := joined("minh")
	if again := joined("minh"); again != minh {
		t.Errorf("a browser that is recognised is %s, and then %s", minh, again)
	}
	gets[ConsentsAnswer](b, 200, "POST", "/v1/records/people/"+minh+"/consents", `{"channels":["web"],"purpose":"profiling","state":"withdrawn","how":"paper","evidence":{"note":"phiếu số 7"}}`)
	if is := joined("minh"); is == minh {
		t.Error("who has withdrawn is recognised in the chat")
	}
}
