package campaign

import (
	"crypto/sha256"
	"encoding/binary"
)

// chance is a number in [0, 1) that a person has under a seed, as good as drawn.
func chance(seed string, person int64) float64 {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(seed+"\x00"), uint64(person)))
	return float64(binary.BigEndian.Uint64(sum[:8])>>11) / (1 << 53)
}

// Draw is the arm of a person. global is how many percent are left out of all campaigns.
func (p *Brief) Draw(person int64, global int) string {
	if chance("house", person) < float64(global)/100 {
		return House
	}
	if chance(p.Seed+" holdout", person) < float64(p.Holdout)/100 {
		return Control
	}
	if len(p.Variants) == 0 {
		return Only
	}
	all := 0
	for _, v := range p.Variants {
		all += v.Weight
	}
	at := chance(p.Seed+" variant", person) * float64(all)
	for _, v := range p.Variants {
		if at -= float64(v.Weight); at < 0 {
			return v.Key
		}
	}
	return p.Variants[len(p.Variants)-1].Key
}

// Lot is a number in [0, 1) that a person draws for a purpose: those with the lowest are a fair sample, and the same whenever it is asked.
func (p *Brief) Lot(purpose string, person int64) float64 { return chance(p.Seed+" "+purpose, person) }

// Arms are those that are compared, the control first, with their shares.
func (p *Brief) Arms() (names []string, shares []float64) {
	names, shares = []string{Control}, []float64{float64(p.Holdout)}
	treated := float64(100 - p.Holdout)
	if len(p.Variants) == 0 {
		return append(names, Only), append(shares, treated)
	}
	all := 0
	for _, v := range p.Variants {
		all += v.Weight
	}
	for _, v := range p.Variants {
		names, shares = append(names, v.Key), append(shares, treated*float64(v.Weight)/float64(all))
	}
	return names, shares
}
