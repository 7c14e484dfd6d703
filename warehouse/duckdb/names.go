package duckdb

import (
	"context"
	"sync"

	"banhda/warehouse/duckdb/duck"
)

// names is the dictionary of event names: their numbers are given out in the order of first appearance in the
// log, so that a rebuild gives the same. It only grows.
type names struct {
	mu      sync.RWMutex
	numbers map[string]int32
	texts   []string // by number; 0 is none
}

func readNames(ctx context.Context, c *duck.Conn) (*names, error) {
	n := &names{numbers: map[string]int32{}, texts: []string{""}}
	rows, err := c.Query(ctx, "SELECT text FROM name ORDER BY id")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		for i, texts := 0, rows.Text(0); i < rows.Len(); i++ {
			n.add(texts.At(i))
		}
	}
	return n, rows.Close()
}

// add gives a name the next number.
func (n *names) add(text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.numbers[text] = int32(len(n.texts))
	n.texts = append(n.texts, text)
}

// number is a name's; ok is false for one never seen.
func (n *names) number(text string) (number int32, ok bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	number, ok = n.numbers[text]
	return number, ok
}

// text is the name with a number.
func (n *names) text(number int32) string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.texts[number]
}

// count is how many numbers there are, 0 included.
func (n *names) count() int {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return len(n.texts)
}

// newNames numbers the names of one batch. Those not in the dictionary go into it once the batch is committed:
// until then nobody may read them there, for a failed batch's numbers are given out again.
type newNames struct {
	known   *names
	first   int32 // number of the first new one
	texts   []string
	numbers map[string]int32
}

func (n *names) grow() *newNames {
	return &newNames{known: n, first: int32(n.count()), numbers: map[string]int32{}}
}

func (n *newNames) number(text string) int32 {
	if number, ok := n.known.number(text); ok {
		return number
	}
	number, ok := n.numbers[text]
	if !ok {
		number = n.first + int32(len(n.texts))
		n.numbers[text] = number
		n.texts = append(n.texts, text)
	}
	return number
}

// enter puts the new names into the dictionary.
func (n *newNames) enter() {
	for _, text := range n.texts {
		n.known.add(text)
	}
}
