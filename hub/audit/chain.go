package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash"
)

// SaltSize is how many random bytes go into a commitment: enough that nobody finds a phone number by trying all.
const SaltSize = 16

// Salt is a new one.
func Salt() []byte {
	salt := make([]byte, SaltSize)
	rand.Read(salt) // never fails
	return salt
}

// Commitment binds to what of the act can be erased, without showing it; with the salt gone it cannot be found by trying.
func (a *Act) Commitment(salt []byte) []byte {
	d := newDigest("values", salt)
	d.optional(a.Before)
	d.optional(a.After)
	d.texts(a.Reason, a.Address, a.Device)
	return d.sum()
}

// Changes is what a chain holds of the values that changed under one act: how many, and one hash over the commitments
// to them in their order. The zero Changes is of none.
type Changes struct {
	Count int64
	Sum   []byte
}

// Add takes in the commitment to one more.
func (c *Changes) Add(commitment []byte) {
	d := newDigest("changes", c.Sum)
	d.bytes(commitment)
	c.Count, c.Sum = c.Count+1, d.sum()
}

// Change is the commitment to one value that became another; nil stands for none. What it is a value of is bound by it,
// too.
func Change(salt []byte, of string, record int64, field string, before, after []byte) []byte {
	d := newDigest("change", salt)
	d.texts(of, field)
	d.number(record)
	d.optional(before)
	d.optional(after)
	return d.sum()
}

// Link is the hash of an act: over that of the act before it (nil: there is none), everything of the act that is never
// erased, and the commitments to what may be.
func Link(before []byte, a *Act, values []byte, changes Changes) []byte {
	d := newDigest("act", before)
	d.number(a.ID)
	d.number(a.At)
	d.texts(a.Actor, a.Verb, a.Target, a.Origin)
	d.number(a.Action)
	d.number(a.Erased)
	d.bytes(values)
	d.number(changes.Count)
	d.bytes(changes.Sum)
	return d.sum()
}

// digest hashes parts so that no two lists of parts look the same: each goes with its length.
type digest struct{ hash.Hash }

func newDigest(purpose string, first []byte) digest {
	d := digest{sha256.New()}
	d.texts(purpose)
	d.bytes(first)
	return d
}

func (d digest) number(n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	d.Write(b[:])
}

func (d digest) bytes(b []byte) {
	d.number(int64(len(b)))
	d.Write(b)
}

func (d digest) texts(all ...string) {
	for _, s := range all {
		d.bytes([]byte(s))
	}
}

// optional tells nothing from the empty text.
func (d digest) optional(b []byte) {
	if b == nil {
		d.number(-1)
		return
	}
	d.bytes(b)
}

func (d digest) sum() []byte { return d.Sum(nil) }
