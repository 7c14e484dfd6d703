package promoter

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestWorth(t *testing.T) {
	const day = 86_400_000_000
	now := int64(100 * day)
	all := []Promoter{
		{Person: 1, Own: 500},
		{Person: 2, Friends: 2, Buyers: 1},
		{Person: 3, Friends: 5},
		{Person: 4, ThankedAt: now - 10*day, Buyers: 9},
		{Person: 5, Unhappy: true, Buyers: 9},
		{Person: 6, ThankedAt: now - 90*day, Own: 500, Brought: 100},
	}
	worth, resting, unhappy := Worth(all, now, 90*day)
	var ids []int64
	for _, p := range worth {
		ids = append(ids, p.Person)
	}
	if !slices.Equal(ids, []int64{2, 3, 6, 1}) || resting != 1 || unhappy != 1 {
		t.Fatalf("got %v, %d resting, %d unhappy", ids, resting, unhappy)
	}
	if rest := After(worth, 3); len(rest) != 2 || rest[0].Person != 6 {
		t.Fatalf("after the third: %v", rest)
	}
	if len(After(worth, 99)) != 4 {
		t.Fatal("who is gone begins anew")
	}
}

// TestNobodyIsLost: everybody is worth thanking, resting or unhappy, each once, whatever the order.
func TestNobodyIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		var all []Promoter
		for i := range n {
			all = append(all, Promoter{Person: int64(i + 1), Friends: rapid.IntRange(0, 3).Draw(t, "f"), Own: int64(rapid.IntRange(0, 3).Draw(t, "o")),
				ThankedAt: int64(rapid.IntRange(0, 50).Draw(t, "at")), Unhappy: rapid.Bool().Draw(t, "u")})
		}
		worth, resting, unhappy := Worth(all, 50, 20)
		if len(worth)+resting+unhappy != n || !slices.IsSortedFunc(worth, compare) {
			t.Fatalf("%d worth, %d resting, %d unhappy of %d", len(worth), resting, unhappy, n)
		}
		turned := slices.Clone(all)
		slices.Reverse(turned)
		if again, _, _ := Worth(turned, 50, 20); !slices.Equal(again, worth) {
			t.Fatal("the order they come in matters")
		}
	})
}
