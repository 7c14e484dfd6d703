package segment

import (
	"hash/fnv"
	"strconv"
)

// Bucket is fulfilled by a part of everybody that chance chose, always the same for one seed: bucket("tet", 0, 10) is a
// tenth, bucket("tet", 10, 20) another. Of two seeds the choices have nothing to do with one another.
type Bucket struct {
	Seed     string
	From, To float64 // hundredths, [from, to)
}

// Match implements Node.
func (b Bucket) Match(s Subject) bool {
	n, ok := s.(Numbered)
	return ok && b.Holds(n.ID())
}

func (Bucket) fields(map[string]bool) {}

// Holds reports whether a person is among them.
func (b Bucket) Holds(person int64) bool {
	at := Draw(b.Seed, person)
	return b.From <= at && at < b.To
}

// Draw is a person's place of 100 for a seed: spread evenly, and the same for ever. It is the 64 bits of FNV-1a of seed,
// NUL and id, mixed once more (the finaliser of MurmurHash3), in ten thousandths.
func Draw(seed string, person int64) float64 {
	h := fnv.New64a()
	h.Write([]byte(seed + "\x00" + strconv.FormatInt(person, 10)))
	x := h.Sum64()
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	x ^= x >> 33
	return float64(x%1_000_000) / 10_000
}

// bucket reads bucket("seed", 0, 10).
func (p *parser) bucket() (Node, error) {
	if err := p.skip(2); err != nil { // bucket and (
		return nil, err
	}
	if p.tok.kind != word && p.tok.kind != quoted || p.tok.text == "" {
		return nil, p.expected("a name for the draw, such as \"tet\"")
	}
	b := Bucket{Seed: p.tok.text}
	for _, end := range []*float64{&b.From, &b.To} {
		if err := p.next(); err != nil {
			return nil, err
		}
		if !p.isSymbol(",") {
			return nil, p.expected("a comma and two numbers from 0 to 100: of which hundredths, up to which")
		}
		if err := p.next(); err != nil {
			return nil, err
		}
		n, ok := number(p.tok.text)
		if !ok || p.tok.kind != word || n < 0 || n > 100 {
			return nil, p.expected("a number from 0 to 100")
		}
		*end = n
	}
	if b.To <= b.From {
		return nil, p.expected("a number greater than the one before")
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	if !p.isSymbol(")") {
		return nil, p.expected("a closing )")
	}
	return b, p.next()
}
