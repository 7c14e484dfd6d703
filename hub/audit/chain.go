package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// SaltSize is how many random bytes go into a commitment: enough that nobody finds a phone number by trying all.
const SaltSize = 16

// Salt is a new one.
func Salt() []byte { return Salts(1)[0] }

// Salts are n new ones, for which the system is asked once.
func Salts(n int) [][]byte {
	all := make([]byte, n*SaltSize)
	rand.Read(all) // never fails
	return slices.Collect(slices.Chunk(all, SaltSize))
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
// too, and when it became another where that is not the instant of its act: what is told of the past is told later.
func Change(salt []byte, of string, record int64, field string, before, after []byte, at, act int64) []byte {
	d := newDigest("change", salt)
	d.texts(of, field)
	d.number(record)
	d.optional(before)
	d.optional(after)
	if at != act {
		d.number(at)
	}
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

// digest is parts to be hashed, gathered so that no two lists of parts look the same: each goes with its length.
type digest []byte

// usual is how many bytes most come to.
const usual = 256

func newDigest(purpose string, first []byte) digest {
	d := make(digest, 0, usual)
	d.texts(purpose)
	d.bytes(first)
	return d
}

func (d *digest) number(n int64) { *d = binary.BigEndian.AppendUint64(*d, uint64(n)) }

func (d *digest) bytes(b []byte) {
	d.number(int64(len(b)))
	*d = append(*d, b...)
}

func (d *digest) texts(all ...string) {
	for _, s := range all {
		d.number(int64(len(s)))
		*d = append(*d, s...)
	}
}

// optional tells nothing from the empty text.
func (d *digest) optional(b []byte) {
	if b == nil {
		d.number(-1)
		return
	}
	d.bytes(b)
}

func (d digest) sum() []byte {
	sum := sha256.Sum256(d)
	return sum[:]
}
