package auth

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

func TestAnAccountHasFewAttempts(t *testing.T) {
	var a Attempts
	for i := range ofPasswords.perAccount {
		if wait := a.Take("lan", addr(fmt.Sprintf("192.0.2.%d", i)), start); wait != 0 {
			t.Fatalf("attempt %d waits %s", i+1, wait)
		}
	}
	for range 3 { // asking again does not make it longer
		if wait := a.Take("lan", addr("192.0.2.99"), start); wait != ofPasswords.accountRest {
			t.Errorf("after the last attempt one waits %s", wait)
		}
	}
	if wait := a.Take("minh", addr("192.0.2.99"), start); wait != 0 {
		t.Errorf("somebody else waits %s", wait)
	}
	if wait := a.Take("lan", addr("192.0.2.99"), start.Add(ofPasswords.accountRest)); wait != 0 {
		t.Errorf("after a rest one waits %s", wait)
	}
	a.Succeeded("lan")
	if wait := a.Take("lan", addr("192.0.2.98"), start.Add(ofPasswords.accountRest)); wait != 0 {
		t.Errorf("after a success one waits %s", wait)
	}
}

// Whoever guesses from one address soon waits, and keeps nobody else from the account.
func TestNobodyAloneLocksAnAccount(t *testing.T) {
	var a Attempts
	guesser, owner := addr("192.0.2.1"), addr("192.0.2.2")
	for i := range ofPasswords.perPair {
		if wait := a.Take("lan", guesser, start); wait != 0 {
			t.Fatalf("attempt %d waits %s", i+1, wait)
		}
	}
	if wait := a.Take("lan", guesser, start); wait != ofPasswords.pairRest {
		t.Errorf("after the last attempt one waits %s", wait)
	}
	now := start
	for range 600 { // ten hours of trying as often as one may
		now = now.Add(ofPasswords.pairRest)
		a.Take("lan", guesser, now)
		if wait := a.Take("lan", owner, now); wait != 0 {
			t.Fatalf("meanwhile the owner waits %s", wait)
		}
	}
	for range ofPasswords.perPair {
		a.Take("lan", guesser, now)
	}
	a.Succeeded("lan")
	if wait := a.Take("lan", guesser, now); wait != 0 {
		t.Errorf("after a success one waits %s", wait)
	}
}

func TestAnAddressHasFewAttempts(t *testing.T) {
	var a Attempts
	for i := range ofPasswords.perAddress {
		if wait := a.Take(fmt.Sprint(i), addr(fmt.Sprintf("2001:db8::%x", i)), start); wait != 0 {
			t.Fatalf("attempt %d waits %s", i+1, wait)
		}
	}
	if wait := a.Take("x", addr("2001:db8::ffff"), start); wait != ofPasswords.addressRest {
		t.Errorf("the same household waits %s", wait)
	}
	if wait := a.Take("x", addr("2001:db8:0:1::1"), start); wait != 0 {
		t.Errorf("the household beside it waits %s", wait)
	}
}

// Of a million codes three count at a time: whoever knows the password and guesses from everywhere for a month has less
// than one chance in ten, and keeps nobody out who comes from elsewhere.
func TestCodesAreNotGuessed(t *testing.T) {
	var a Attempts
	tried, now := 0, start
	for range 30 * 24 * 60 {
		now = now.Add(time.Minute)
		if a.TakeCode("lan", addr(fmt.Sprintf("192.0.2.%d", tried%200)), now) == 0 {
			tried++
		}
	}
	if chance := 3 * float64(tried) / 1e6; chance > 0.1 || tried < 100 {
		t.Errorf("%d codes can be tried in a month", tried)
	}
	var b Attempts
	for now = start; now.Before(start.Add(24 * time.Hour)); now = now.Add(time.Minute) {
		b.TakeCode("lan", addr("192.0.2.1"), now)
	}
	if wait := b.TakeCode("lan", addr("198.51.100.7"), now); wait != 0 {
		t.Errorf("somebody who guesses from one place keeps who comes from another out for %s", wait)
	}
	if wait := b.Take("lan", addr("192.0.2.1"), now); wait != 0 {
		t.Errorf("codes use up attempts at passwords: %s", wait)
	}
}

func TestAttemptsAreForgottenOnceTheyRest(t *testing.T) {
	var a Attempts
	for i := range manyLimiters {
		a.Take(fmt.Sprint(i), addr("192.0.2.1"), start.Add(time.Duration(i)*ofPasswords.addressRest))
	}
	a.Take("last", addr("192.0.2.1"), start.Add(2*manyLimiters*ofPasswords.addressRest))
	if n := len(a.limiters); n > 100 {
		t.Errorf("%d are remembered", n)
	}
}

func TestSessionsEnd(t *testing.T) {
	now := start.UnixMicro()
	for _, c := range []struct {
		began, used time.Duration
		lives       bool
	}{
		{0, 0, true}, {SessionLife - time.Second, time.Minute, true}, {SessionLife, 0, false},
		{SessionIdle, SessionIdle - time.Second, true}, {SessionIdle, SessionIdle, false},
	} {
		if SessionLives(now-c.began.Microseconds(), now-c.used.Microseconds(), now) != c.lives {
			t.Errorf("a session of %s, unused for %s: lives %v", c.began, c.used, !c.lives)
		}
	}
}

func TestTokensDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		for token, length := range map[string]int{NewSession(): 64, NewWriteKey(): 35, NewAPIKey(): 67, NewCode(2): 9} {
			if len(token) != length || seen[token] || Hash(token) == token {
				t.Fatalf("a token %q", token)
			}
			seen[token] = true
		}
	}
}

func addr(s string) netip.Addr { return netip.MustParseAddr(s) }
