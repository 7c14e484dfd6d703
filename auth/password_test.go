package auth

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// cheap is a cost at which tests need not wait.
var cheap = Cost{1, 64, 1}

func TestPasswordsMatchThemselvesAlone(t *testing.T) {
	ctx, p := context.Background(), NewPasswords(cheap)
	a, err := p.Hash(ctx, "con gà trong sân")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := p.Hash(ctx, "con gà trong sân")
	if a == b || !strings.HasPrefix(a, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Errorf("two hashes of one password: %s, %s", a, b)
	}
	dear := NewPasswords(DefaultCost) // compares at the cost a hash was made at
	for password, want := range map[string]bool{"con gà trong sân": true, "con ga\u0300 trong sa\u0302n": true, "con ga trong san": false, "": false} {
		if got, err := dear.Match(ctx, a, password); err != nil || got != want {
			t.Errorf("%q matches: %v %v", password, got, err)
		}
	}
	if ok, err := p.Match(ctx, "", ""); ok || err != nil {
		t.Errorf("nobody's password matches: %v %v", ok, err)
	}
	if _, err := p.Match(ctx, "$2b$12$x", "y"); err == nil {
		t.Error("a hash of another kind is compared")
	}
}

// The parameters of published vectors: argon2id of RFC 9106's reference implementation for "password" and "somesalt".
func TestHashesAreArgon2id(t *testing.T) {
	const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for password, want := range map[string]bool{"password": true, "passwore": false} {
		if ok, err := NewPasswords(cheap).Match(context.Background(), reference, password); err != nil || ok != want {
			t.Errorf("%s against the reference: %v %v", password, ok, err)
		}
	}
}

func TestPasswordsAreChecked(t *testing.T) {
	for password, want := range map[string]error{
		"ba con gà con": nil, "correct horse battery": nil, "mậtkhẩudài": nil, "chín ký tự": nil,
		"quá ngắn": ErrShort, "123456789": ErrShort, strings.Repeat("a b", 67): ErrLong,
		"1234567890": ErrCommon, "QwertyUIOP": ErrCommon, "aaaaaaaaaaaa": ErrCommon, "abababababab": ErrCommon,
		"nguyenlan1990": ErrCommon, "nguyenlan@cafe.vn": ErrCommon, "!nguyenlan!": ErrCommon,
	} {
		if err := CheckPassword(password, "nguyenlan@cafe.vn"); !errors.Is(err, want) {
			t.Errorf("%q: %v, not %v", password, err, want)
		}
	}
	for range 100 {
		if p := NewPassword(); CheckPassword(p, "lan@cafe.vn") != nil || len(p) != 19 {
			t.Fatalf("the generated password %q is refused", p)
		}
	}
}

// At most two hashes are computed at a time: whoever comes third waits, or gives up with their request.
func TestHashingIsBounded(t *testing.T) {
	p := NewPasswords(cheap)
	p.seats <- struct{}{}
	p.seats <- struct{}{}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := p.Hash(ctx, "x"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a third hash did not wait: %v", err)
	}
	<-p.seats
	if _, err := p.Hash(context.Background(), "x"); err != nil {
		t.Error(err)
	}
}

func TestEmails(t *testing.T) {
	for given, want := range map[string]string{" Lan@Example.COM ": "lan@example.com", "ơ@ví-dụ.vn": "ơ@ví-dụ.vn"} {
		if got, err := Email(given); err != nil || got != want {
			t.Errorf("%q is read as %q: %v", given, got, err)
		}
	}
	for _, given := range []string{"", "lan", "lan@", "Lan <lan@example.com>", "a@b, c@d", strings.Repeat("a", 250) + "@b.vn"} {
		if got, err := Email(given); err == nil {
			t.Errorf("%q is read as %q", given, got)
		}
	}
}
