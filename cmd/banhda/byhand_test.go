package main

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"banhda/api"
)

// TestKilledWhilePeopleAreMade kills a house over and over while people are made by hand in it. Whoever was acknowledged
// is there, and nobody is there by half: with a name goes everything else that was set.
func TestKilledWhilePeopleAreMade(t *testing.T) {
	if testing.Short() {
		t.Skip("starts programs")
	}
	t.Parallel()
	h := newHouse(t)
	h.now = "" // what waits for its time has to see it pass
	r := &rolls{t, h.dir}
	made := map[string]bool{}
	for round := range 3 {
		server := h.serve(t)
		var hands sync.WaitGroup
		var mu sync.Mutex
		for hand := range 3 {
			hands.Go(func() {
				for n := 0; ; n++ {
					name := fmt.Sprintf("Người %d-%d-%d", round, hand, n)
					_, err := r.calls("POST", "/v1/records/people", fmt.Sprintf(`{"values":{"name":%q,"email":"p%d-%d-%d@example.vn","title":"Kế toán","tags":["vip"]}}`, name, round, hand, n))
					if err != nil {
						return
					}
					mu.Lock()
					made[name] = true
					mu.Unlock()
				}
			})
		}
		time.Sleep(time.Duration(200+rand.IntN(300)) * time.Millisecond)
		kill(server)
		hands.Wait()
	}
	server := h.serve(t)
	defer kill(server)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		missing, half := r.lacking(made)
		if missing == 0 && half == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d who were made are not there, %d are there by half", missing, len(made), half)
		}
	}
	if len(made) == 0 {
		t.Fatal("nobody was made")
	}
}

// lacking counts who is missing, and who is there without all that was set.
func (r *rolls) lacking(made map[string]bool) (missing, half int) {
	missing = len(made)
	for cursor := ""; ; {
		page := gets[api.RecordsAnswer](r, "GET", "/v1/records/people?limit=200&cursor="+cursor, "")
		for _, row := range page.Rows {
			name, _ := row.Values["name"].(string)
			if made[name] {
				missing--
			}
			if name == "" || row.Values["title"] == nil || row.Values["tags"] == nil {
				half++
			}
		}
		if page.Cursor == nil {
			return missing, half
		}
		cursor = *page.Cursor
	}
}
