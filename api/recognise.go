package api

import (
	"context"
	"errors"

	"banhda/attract/capture"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/store"
)

// longestVisitor is the most bytes of an anonymous id.
const longestVisitor = 100

// visitorPerson is who visits, as far as the house met them before and they may be recognised; else 0.
func (s *Server) visitorPerson(ctx context.Context, visitor string) (int64, error) {
	if visitor == "" || len(visitor) > longestVisitor {
		return 0, nil
	}
	who, unrecognised, err := s.known(ctx, person.Key{Kind: person.AnonymousID, Value: visitor})
	if unrecognised {
		who = 0
	}
	return who, err
}

// recognised is what a page may tell of its visitors: nothing of who has withdrawn that they are recognised on the site,
// whatever their browser still holds to be agreed. What they say of it is heard, so that they can agree again.
func (s *Server) recognised(ctx context.Context, route capture.Route, body []byte) ([]byte, int64, error) {
	asked := map[person.Key]bool{} // those of a batch are mostly of one visitor
	return capture.Without(route, body, func(event string, who *person.Identity) (bool, error) {
		if event == consentGiven || event == consentWithdrawn {
			return false, nil
		}
		keys, _ := who.Keys()
		for _, k := range keys {
			if _, known := asked[k]; !known {
				_, unrecognised, err := s.known(ctx, k)
				if err != nil {
					return false, err
				}
				asked[k] = unrecognised
			}
			if asked[k] {
				return true, nil
			}
		}
		return false, nil
	})
}

// known is whom the house knows by a key, and whether they must not be recognised. Whom it does not know it may have been told of
// a moment ago: that is waited for, so that a browser that was just linked to somebody is theirs at once.
func (s *Server) known(ctx context.Context, key person.Key) (who int64, unrecognised bool, err error) {
	look := func(v *store.View) (err error) {
		who, unrecognised, err = unrecognisedBy(ctx, v, key)
		return err
	}
	if err = s.Records.View(ctx, look); err != nil || who != 0 {
		return who, unrecognised, err
	}
	told, err := s.Log.Tail(ctx)
	if err != nil || told <= s.Flow.Known() {
		return 0, false, err
	}
	ctx, cancel := context.WithTimeout(ctx, diskWait)
	defer cancel()
	if err = s.Flow.WaitForPeople(ctx, told); errors.Is(err, context.DeadlineExceeded) {
		return 0, false, errBusy
	}
	if err == nil {
		err = s.Records.View(ctx, look)
	}
	return who, unrecognised, err
}

// unrecognisedBy is who has a key, and whether they must not be recognised.
func unrecognisedBy(ctx context.Context, v *store.View, key person.Key) (who int64, unrecognised bool, err error) {
	found, err := v.ProfilesByKey(ctx, []person.Key{key})
	if who = found[key].Person; who == 0 || err != nil {
		return who, false, err
	}
	held, err := v.Held(ctx, who)
	return who, consent.Unrecognised(held), err
}
