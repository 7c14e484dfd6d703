package api

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"banhda/engage/chat"
	"banhda/hub/token"
)

// chatRoutes are those by which the widget talks with the house, from pages of the sites that may show it. A visitor has no
// session of ours: who they are is signed, and stands in what they send.
func (s *Server) chatRoutes(mux *http.ServeMux) {
	mux.HandleFunc("OPTIONS /chat/", chatPreflight)
	mux.HandleFunc("GET /chat/page", s.ofChat(s.chatPage))
	mux.HandleFunc("GET /chat/look", s.ofChat(s.chatLook))
	mux.HandleFunc("GET /chat/articles", s.ofChat(s.chatArticles))
	mux.HandleFunc("POST /chat/session", s.ofChat(s.chatSession))
	mux.HandleFunc("POST /chat/say", s.ofVisitor(s.chatSay))
	mux.HandleFunc("POST /chat/files", s.ofVisitor(s.chatFile))
	mux.HandleFunc("POST /chat/contact", s.ofVisitor(s.chatContact))
	mux.HandleFunc("POST /chat/sign", s.ofVisitor(s.chatSign))
	mux.HandleFunc("POST /chat/transcript", s.ofVisitor(s.chatTranscript))
	mux.HandleFunc("GET /chat/survey", s.ofVisitor(s.chatAsked))
	mux.HandleFunc("POST /chat/survey", s.ofVisitor(s.chatScored))
	mux.HandleFunc("GET /chat/stream", s.ofVisitor(s.chatStream))
	mux.HandleFunc("GET /chat/file/{token}", s.ofChat(s.chatSendFile))
}

// chatPreflight answers what browsers ask before they send from a page of another site.
func chatPreflight(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}

// chatCall is what is known of a call of the widget.
type chatCall struct {
	*heldChat
	chat.Visitor // of ofVisitor
}

type chatHandler func(http.ResponseWriter, *http.Request, *chatCall) error

var (
	errChatOff   = missing("nobody can write here now")
	errChatSite  = refused(http.StatusForbidden, 0, "this site is not among those that may show the chat; add it to the settings of the chat")
	errChatWho   = refused(http.StatusUnauthorized, 0, "this talk is not known; begin it anew")
	errChatOften = refused(http.StatusTooManyRequests, 5*time.Second, "too much was sent from here at once; wait a little and try again")
	errChatHash  = refused(http.StatusForbidden, 0, "nobody vouches for who this is; the site's server makes the hash with the secret of the chat")
	errChatBody  = refused(http.StatusBadRequest, 0, "what was sent is not whole or too large; please try again")
)

// ofChat lets pages of the sites that may show the widget call, no more often than people do.
func (s *Server) ofChat(next chatHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		anywhere(w)
		err := errChatOften
		if s.visitors.allow(r) {
			err = s.chatCalled(w, r, next)
		}
		if err != nil {
			w.Header().Set("Access-Control-Expose-Headers", "Retry-After")
			s.fail(humago.NewContext(nil, r, w), err)
		}
	}
}

func (s *Server) chatCalled(w http.ResponseWriter, r *http.Request, next chatHandler) error {
	held, err := s.chat(r.Context())
	switch {
	case err != nil:
		return err
	case !held.On:
		return errChatOff
	case !held.Allows(r.Header.Get("Origin"), visitOf(r.Context()).origin()):
		return errChatSite
	}
	return next(w, r, &chatCall{heldChat: held})
}

// ofVisitor is ofChat for who has begun a talk.
func (s *Server) ofVisitor(next chatHandler) http.HandlerFunc {
	return s.ofChat(func(w http.ResponseWriter, r *http.Request, c *chatCall) (err error) {
		session, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if c.Visitor, err = s.visitorOf(session); err != nil {
			return err
		}
		return next(w, r, c)
	})
}

func (s *Server) visitorOf(session string) (chat.Visitor, error) {
	about, ok := s.tokens.Read(token.Chat, session)
	if !ok {
		return chat.Visitor{}, errChatWho
	}
	v, ok := chat.ReadVisitor(about.Text)
	if !ok {
		return v, errChatWho
	}
	return v, nil
}

// largestChat is the most bytes of what the widget sends at once, but for files.
const largestChat = 64 << 10

func readChatBody(w http.ResponseWriter, r *http.Request, into any) error {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestChat))
	if err != nil || json.Unmarshal(body, into) != nil {
		return errChatBody
	}
	return nil
}

func writeChat(w http.ResponseWriter, body any) error {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body) // who does not hear of it asks again
	return nil
}
