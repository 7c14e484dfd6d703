package main

import (
	"path/filepath"
	"time"

	"banhda/api"
	"banhda/drive/dispatch"
)

// dispatch carries messages to people out of the house, from where the last run left them.
func (s *server) dispatch(now func() time.Time) error {
	flights, err := dispatch.OpenFlights(filepath.Join(s.dir, "flights"), dispatch.Boot())
	if err != nil {
		return err
	}
	s.onClose(flights.Close)
	d := &dispatch.Dispatcher{Desk: s.api.Outgoing(), Flights: flights, Carriers: api.Carriers, Now: now, Logger: s.log}
	s.run(d.Run)
	return nil
}
