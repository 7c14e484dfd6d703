package api

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

// However many questions are asked, few are computed at once; slow ones do not keep quick ones waiting, and those who
// would wait for ever are told so.
func TestSeatsBoundWhatIsComputedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{seats: newSeats()}
		ctx, cancel := context.WithCancel(t.Context())
		sat := make(chan bool, 2*maxWaiting)
		sit := func(slow bool) {
			rise, err := s.seat(ctx, slow)
			sat <- slow
			<-ctx.Done()
			if err == nil {
				rise()
			}
		}
		for range slowSeats + 5 {
			go sit(true)
		}
		synctest.Wait()
		if len(sat) != slowSeats {
			t.Errorf("%d slow questions at once", len(sat))
		}
		for range quickSeats + 5 {
			go sit(false)
		}
		synctest.Wait()
		if len(sat) != slowSeats+quickSeats {
			t.Errorf("%d questions at once", len(sat))
		}
		for range maxWaiting - 10 {
			go sit(false)
		}
		synctest.Wait()
		if _, err := s.seat(ctx, false); !errors.Is(err, errManyAsk) {
			t.Errorf("one more may wait: %v", err)
		}
		cancel()
		synctest.Wait()
		if rise, err := s.seat(t.Context(), true); err != nil {
			t.Errorf("nobody sits, and there is no seat: %v", err)
		} else {
			rise()
		}
	})
}
