package payment

import "strings"

// A payment code is what a customer's transfer names an order by, such as DH4QK20ZR1. It is short, has no letters that
// are taken for others (Crockford's alphabet: no I, L, O, U), and its last one is a check by which one wrong or two swapped
// letters are known.
const (
	codePrefix = "DH"
	codeLength = 7 // letters after the prefix: six say the order, one checks them
	alphabet   = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeBits   = 30
	codeMask   = 1<<codeBits - 1

	// Odd, so that it has an inverse: orders that follow one another get codes that do not look alike.
	spread   = 0x2545F491
	unspread = 0x01444C71
)

// Code is the code of an order. Orders are told apart up to the 1,073,741,823rd.
func Code(order int64) string {
	n := uint64(order) * spread & codeMask
	letters := make([]byte, codeLength)
	for i := codeLength - 2; i >= 0; i-- {
		letters[i] = byte(n & 31)
		n >>= 5
	}
	letters[codeLength-1] = check(letters[:codeLength-1])
	for i, l := range letters {
		letters[i] = alphabet[l]
	}
	return codePrefix + string(letters)
}

// Codes finds the orders that a bank's text names, each once, in order. Banks change case, drop signs and blanks and glue
// words together, so a code is looked for anywhere among the letters and digits.
func Codes(text string) (orders []int64) {
	plain := bare(text)
	seen := map[int64]bool{}
	for i := 0; i+len(codePrefix)+codeLength <= len(plain); i++ {
		if !strings.HasPrefix(plain[i:], codePrefix) {
			continue
		}
		if order, ok := readCode(plain[i+len(codePrefix):][:codeLength]); ok && !seen[order] {
			seen[order] = true
			orders = append(orders, order)
		}
	}
	return orders
}

// bare is a text's plain letters, as capitals, and digits.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case isPlain(r):
			return r
		}
		return -1
	}, text)
}

// readCode reads what follows the prefix.
func readCode(text string) (order int64, ok bool) {
	letters, n := make([]byte, len(text)), uint64(0)
	for i := range len(text) {
		at := strings.IndexByte(alphabet, meant(text[i]))
		if at < 0 {
			return 0, false
		}
		letters[i] = byte(at)
		if i < codeLength-1 {
			n = n<<5 | uint64(at)
		}
	}
	order = int64(n * unspread & codeMask)
	return order, order > 0 && check(letters[:codeLength-1]) == letters[codeLength-1]
}

// meant is the letter somebody meant who typed one that looks like it.
func meant(c byte) byte {
	switch c {
	case 'O':
		return '0'
	case 'I', 'L':
		return '1'
	}
	return c
}

// check is the letter that makes the sum of all, each times its own power of 2 in the field of 32 elements (x⁵ + x² + 1),
// come to nothing: one wrong letter, or two that changed places, do not.
func check(letters []byte) byte {
	var sum byte
	for _, l := range letters {
		sum = twice(sum ^ l)
	}
	return sum
}

func twice(n byte) byte {
	if n <<= 1; n&32 != 0 {
		n ^= 0b100101
	}
	return n
}
