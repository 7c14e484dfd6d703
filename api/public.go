package api

import "net/http"

// public adds the routes of visitors and of other systems: nobody signs in there, each has its own bounds, and what is asked
// for is in the address.
func (s *Server) public(mux *http.ServeMux) {
	mux.HandleFunc("POST /h/{workflow}/{mark}", s.hooked)
	s.letterRoutes(mux)
	mux.HandleFunc("GET "+esmsPath+"{mark}", s.esmsHeard)
	mux.HandleFunc("POST "+zaloPath+"{mark}", s.zaloTold)
	s.formRoutes(mux)
	s.siteRoutes(mux)
	s.ctaRoutes(mux)
	s.articleRoutes(mux)
	s.payRoutes(mux)
	s.chatRoutes(mux)
	s.quoteRoutes(mux)
	s.surveyRoutes(mux)
	s.shareRoutes(mux)
	s.referralRoutes(mux)
	s.bookingRoutes(mux)
	s.customerRoutes(mux)
	s.shopRoutes(mux)
	s.myRoutes(mux)
	s.reviewRoutes(mux)
}
