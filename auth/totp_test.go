package auth

import (
	"encoding/base32"
	"testing"
	"time"
)

// The vectors of RFC 6238, appendix B, for SHA-1: eight digits of the secret 12345678901234567890.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	for unix, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := hotp([]byte("12345678901234567890"), unix/30, 8); got != want {
			t.Errorf("at %d the code is %s, not %s", unix, got, want)
		}
	}
}

func TestACodeCountsOnceAndNearlyOnTime(t *testing.T) {
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	now := time.Unix(1_800_000_000, 0) // the beginning of a step
	code := TotpCode(secret, now)
	for _, c := range []struct {
		after time.Duration
		want  bool
	}{{-31 * time.Second, false}, {-30 * time.Second, true}, {0, true}, {59 * time.Second, true}, {60 * time.Second, false}} {
		if _, ok := CheckTotp(secret, code, now.Add(c.after), 0); ok != c.want {
			t.Errorf("a code %s later counts: %v", c.after, ok)
		}
	}
	step, ok := CheckTotp(secret, " "+code[:3]+" "+code[3:], now, 0)
	if !ok {
		t.Fatal("a code typed with a gap does not count")
	}
	if _, ok := CheckTotp(secret, code, now, step); ok {
		t.Error("a code counts twice")
	}
	if _, ok := CheckTotp(secret, TotpCode(secret, now.Add(30*time.Second)), now, step); !ok {
		t.Error("the next code does not count after the one before")
	}
	for _, wrong := range []string{"", "0", code + "0"} {
		if _, ok := CheckTotp(secret, wrong, now, 0); ok {
			t.Errorf("%q counts", wrong)
		}
	}
}

func TestARecoveryCodeIsKnownHoweverItIsTyped(t *testing.T) {
	codes, hashes := NewRecoveryCodes()
	if len(codes) != 10 || HashRecoveryCode(" "+codes[3][:4]+" "+codes[3][5:]) != hashes[3] || hashes[3] == hashes[4] {
		t.Error("a recovery code is not found again by its hash")
	}
}

func TestWhatIsSealedIsOpenedOnlyHereAndForTheSame(t *testing.T) {
	s := NewSealer([]byte("secret"), "totp")
	sealed := s.Seal("kín", "usr 7")
	if got, err := s.Open(sealed, "usr 7"); err != nil || got != "kín" {
		t.Errorf("opened: %q %v", got, err)
	}
	for name, other := range map[string]func() (string, error){
		"for somebody else":  func() (string, error) { return s.Open(sealed, "usr 8") },
		"another purpose":    func() (string, error) { return NewSealer([]byte("secret"), "oidc").Open(sealed, "usr 7") },
		"another house":      func() (string, error) { return NewSealer([]byte("other"), "totp").Open(sealed, "usr 7") },
		"what is cut":        func() (string, error) { return s.Open(sealed[:8], "usr 7") },
		"what is no sealing": func() (string, error) { return s.Open("?", "usr 7") },
	} {
		if got, err := other(); err == nil {
			t.Errorf("%s opens it: %q", name, got)
		}
	}
	if once, again := s.Seal("kín", ""), s.Seal("kín", ""); once == again {
		t.Error("the same is sealed alike: who reads it knows that it is the same")
	}
}
