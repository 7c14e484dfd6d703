package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// What is wrong with a password somebody chose.
var (
	ErrShort  = errors.New("the password is too short; take at least 10 characters, such as a few words")
	ErrLong   = errors.New("the password is too long; take at most 200 characters")
	ErrCommon = errors.New("this password is among the first anybody would guess; take another one")
)

const (
	shortest = 10
	longest  = 200
)

//go:embed commonest.txt
var commonest string

// CheckPassword says what is wrong with a password. Length is what counts; no kind of character is demanded.
// Whatever contains little but the person's own address is refused as the commonest ones are.
func CheckPassword(password, email string) error {
	password = norm.NFC.String(password)
	folded := strings.ToLower(password)
	switch name, _, _ := strings.Cut(strings.ToLower(email), "@"); {
	case utf8.RuneCountInString(password) < shortest:
		return ErrShort
	case utf8.RuneCountInString(password) > longest:
		return ErrLong
	case strings.Contains("\n"+commonest, "\n"+folded+"\n"), repeats(folded), folded == strings.ToLower(email), name != "" && strings.Trim(folded, "0123456789!.@#-_") == name:
		return ErrCommon
	}
	return nil
}

// repeats reports whether a password is one or two characters over and over.
func repeats(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) < 3
}

// Cost is what computing one hash takes.
type Cost struct {
	Time, MemoryKiB uint32
	Threads         uint8
}

// DefaultCost is the second recommendation of RFC 9106 for argon2id: 64 MiB, three passes.
var DefaultCost = Cost{3, 64 << 10, 4}

// Passwords hashes and compares passwords with argon2id. At most two are worked on at a time, which bounds the
// memory that many attempts at once could take.
type Passwords struct {
	cost  Cost
	seats chan struct{}
	decoy string // compared with where there is no such user, so that both take as long
}

// NewPasswords hashes at the given cost; hashes made at another one are still compared at theirs.
func NewPasswords(c Cost) *Passwords {
	p := &Passwords{cost: c, seats: make(chan struct{}, 2)}
	salt := make([]byte, saltBytes)
	p.decoy = encode(c, salt, make([]byte, hashBytes))
	return p
}

const (
	saltBytes = 16
	hashBytes = 32
)

// Hash gives what is stored of a password, in the PHC string format.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt)
	hash, err := p.compute(ctx, password, p.cost, salt)
	return encode(p.cost, salt, hash), err
}

// Match reports whether a password is the one stored. An empty stored hash matches nothing and takes as long.
func (p *Passwords) Match(ctx context.Context, stored, password string) (bool, error) {
	known := stored != ""
	if !known {
		stored = p.decoy
	}
	cost, salt, want, err := decode(stored)
	if err != nil {
		return false, err
	}
	got, err := p.compute(ctx, password, cost, salt)
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1 && known, err
}

func (p *Passwords) compute(ctx context.Context, password string, c Cost, salt []byte) ([]byte, error) {
	select {
	case p.seats <- struct{}{}:
		defer func() { <-p.seats }()
		return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.Time, c.MemoryKiB, c.Threads, hashBytes), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

var b64 = base64.RawStdEncoding

func encode(c Cost, salt, hash []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Time, c.Threads, b64.EncodeToString(salt), b64.EncodeToString(hash))
}

func decode(stored string) (c Cost, salt, hash []byte, err error) {
	var version int
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return c, nil, nil, errors.New("a stored password is not in a form this version knows; reset it")
	}
	_, err = fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &c.MemoryKiB, &c.Time, &c.Threads)
	salt, saltErr := b64.DecodeString(parts[4])
	hash, hashErr := b64.DecodeString(parts[5])
	return c, salt, hash, errors.Join(err, saltErr, hashErr)
}
