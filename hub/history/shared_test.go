package history

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Texts come back as they were, whether they lie in memory, in the file, or across two parts of it, in any order.
func TestSharedTexts(t *testing.T) {
	var texts texts
	defer func() { must(t, texts.close()) }()
	random := rand.New(rand.NewPCG(1, 2))
	var want []string
	for size := 0; size < 3*textsKept; {
		text := fmt.Sprint(len(want)) + strings.Repeat("ổ", random.IntN(40))
		if len(want)%5000 == 0 {
			text += strings.Repeat("dài ", textPartSize)
		}
		want, size = append(want, text), size+len(text)
		must(t, texts.add(text))
	}
	must(t, texts.ready())
	for n := range 300_000 {
		i := random.IntN(len(want))
		if n < len(want) {
			i = len(want) - 1 - n
		}
		if got, err := texts.at(i); err != nil || got != want[i] {
			t.Fatalf("text %d is %.40q, not %.40q (%v)", i, got, want[i], err)
		}
	}
	for _, outside := range []int{-1, len(want)} {
		if got, err := texts.at(outside); got != "" || err != nil {
			t.Errorf("text %d is %q: %v", outside, got, err)
		}
	}
}

// A small file can hold empty texts without end; memory cannot.
func TestSharedTextsAreBounded(t *testing.T) {
	texts := texts{lengths: make([]uint8, mostTexts-1), groups: make([]uint32, mostTexts/textGroup)}
	must(t, texts.add(""))
	if err := texts.add(""); !errors.Is(err, errManyTexts) {
		t.Errorf("one more is taken: %v", err)
	}
}
