package cta

import (
	"crypto/sha256"
	"encoding/binary"
)

// Control is the arm of who is left out by chance.
const Control = "control"

// Arm names what is said by its place: a, b, c, …
func Arm(content int) string { return string(rune('a' + content)) }

// chance is a number in [0, 1) that a visitor has under a seed, as good as drawn.
func chance(seed, visitor string) float64 {
	sum := sha256.Sum256([]byte(seed + "\x00" + visitor))
	return float64(binary.BigEndian.Uint64(sum[:8])>>11) / (1 << 53)
}

// Draw is the arm of a visitor: the same whenever it is asked, and in every version, so that who is left out stays so. Who
// cannot be told again, as they did not agree to it, is in no arm: they read what stands first, and are not counted.
func (d *Definition) Draw(key, visitor string) (arm string, content int) {
	if visitor == "" {
		return "", 0
	}
	if chance(key+" holdout", visitor) < float64(d.Holdout)/100 {
		return Control, -1
	}
	content = int(chance(key+" content", visitor) * float64(len(d.Contents)))
	return Arm(content), content
}

// Arms are those that are compared, the control first, with their shares.
func (d *Definition) Arms() (names []string, shares []float64) {
	names, shares = []string{Control}, []float64{float64(d.Holdout)}
	for i := range d.Contents {
		names, shares = append(names, Arm(i)), append(shares, float64(100-d.Holdout)/float64(len(d.Contents)))
	}
	return names, shares
}
