package api

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"banhda/store"
)

// keyed is a browser whose calls bring an idempotency key.
func keyed(of *visitor, key string) *visitor {
	b := *of
	b.header = of.header.Clone()
	b.header.Set(repeatHeader, key)
	return &b
}

const anotherKey = `{"name":"kho","kind":"api","scopes":["workspace:read"]}`

func TestACallWithAKeyIsCarriedOutOnce(t *testing.T) {
	f, owner := owned(t)
	b := keyed(owner, "8c1c5a9e")
	first := gets[AccessKey](b, 200, "POST", "/v1/keys", anotherKey)
	again := gets[AccessKey](b, 200, "POST", "/v1/keys", anotherKey)
	if again.ID != first.ID || again.Token == "" || again.Token != first.Token {
		t.Errorf("the second answer is %+v, the first was %+v", again, first)
	}
	if resp, text := b.asks("POST", "/v1/keys", strings.Replace(anotherKey, "kho", "web", 1)); resp.StatusCode != 422 || !strings.Contains(text, repeatHeader) {
		t.Errorf("another call with the same key: %d %s", resp.StatusCode, text)
	}
	if n := len(gets[KeysAnswer](owner, 200, "GET", "/v1/keys", "").Keys); n != 1 {
		t.Errorf("there are %d keys", n)
	}
	if resp, _ := keyed(owner, strings.Repeat("x", 256)).asks("POST", "/v1/keys", anotherKey); resp.StatusCode != 422 {
		t.Errorf("an endless key: %d", resp.StatusCode)
	}
	if kept, err := os.ReadFile(filepath.Join(f.Dir, "records.db")); err != nil || strings.Contains(string(kept), first.Token) {
		t.Errorf("what is shown once can be read from the database (%v)", err)
	}
}

func TestARefusedCallMayBeRepeated(t *testing.T) {
	_, owner := owned(t)
	b := keyed(owner, "a")
	for range 2 {
		if resp, text := b.asks("POST", "/v1/keys", `{"name":"kho","kind":"api","scopes":["nothing:ever"]}`); resp.StatusCode != 422 || strings.Contains(text, repeatHeader) {
			t.Fatalf("a wrong call: %d %s", resp.StatusCode, text)
		}
	}
	if _, text := b.asks("POST", "/v1/keys", anotherKey); strings.Contains(text, repeatHeader) {
		t.Errorf("put right under the same key: %s", text)
	}
}

// Many at once are one; those that come too early are told to ask again.
func TestCallsAtOnceWithOneKeyAreOne(t *testing.T) {
	_, owner := owned(t)
	var calls sync.WaitGroup
	for range 8 {
		calls.Go(func() {
			if resp, text := keyed(owner, "b").asks("POST", "/v1/keys", anotherKey); resp.StatusCode != 200 && resp.StatusCode != 409 {
				t.Errorf("%d %s", resp.StatusCode, text)
			}
		})
	}
	calls.Wait()
	if n := len(gets[KeysAnswer](owner, 200, "GET", "/v1/keys", "").Keys); n != 1 {
		t.Errorf("there are %d keys", n)
	}
}

// The process died after the change was made and before its answer was kept: the act is named, and nothing done twice.
func TestALostAnswerIsNotCarriedOutTwice(t *testing.T) {
	f, owner := owned(t)
	b := keyed(owner, "c")
	gets[AccessKey](b, 200, "POST", "/v1/keys", anotherKey)
	me := gets[SessionAnswer](owner, 200, "GET", "/v1/session", "").User.ID
	call, err := newOrder(me, "c", "key-add", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Records.Tx(context.Background(), func(tx *store.Tx) error { return tx.Answered(context.Background(), call.hash, "") }); err != nil {
		t.Fatal(err)
	}
	if resp, text := b.asks("POST", "/v1/keys", anotherKey); resp.StatusCode != 409 || !strings.Contains(text, "act_") {
		t.Errorf("asked again: %d %s", resp.StatusCode, text)
	}
	if n := len(gets[KeysAnswer](owner, 200, "GET", "/v1/keys", "").Keys); n != 1 {
		t.Errorf("there are %d keys", n)
	}
}
