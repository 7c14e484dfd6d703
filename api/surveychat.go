package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/delight/survey"
	"banhda/hub/conversation"
	"banhda/phrase"
	"banhda/store"
)

// chatSurvey is a survey as it is asked below a talk.
type chatSurvey struct {
	ID       string `json:"id"` // of the invitation; empty: nothing is asked
	Question string `json:"question"`
	Low      string `json:"low"`
	High     string `json:"high"`
	Why      string `json:"why"`
	Thanks   string `json:"thanks"`
	Scores   []int  `json:"scores"`
}

// chatAsked tells what a visitor is asked below their talk.
func (s *Server) chatAsked(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	language := r.URL.Query().Get("lang")
	shown := chatSurvey{Scores: []int{}}
	err := s.Records.View(r.Context(), func(v *store.View) error {
		list, err := v.InvitedInTalk(r.Context(), c.Name)
		for i := range list {
			is, err := v.SurveyVersion(r.Context(), list[i].Survey, list[i].Version)
			if err != nil {
				return err
			}
			if list[i].Open(&is.Content, v.Now()) {
				p := newSurveySheet(&is.Content, language)
				shown = chatSurvey{SurveyInvitationID(list[i].ID), p.Question, p.Low, p.High, p.Why, p.Thanks, p.Scores}
				break
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return writeChat(w, shown)
}

// chatScore is an answer as the widget sends it: the score at once, and again with a word.
type chatScore struct {
	ID string `json:"id"`
	surveySaid
}

// chatScored takes what a visitor answers: to what was asked in their own talk.
func (s *Server) chatScored(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	var in chatScore
	if err := readChatBody(w, r, &in); err != nil {
		return err
	}
	if !s.chats.pace(c.Name) {
		return errChatOften
	}
	id, err := ParseSurveyInvitationID(in.ID)
	if err != nil {
		return err
	}
	i, _, _, err := s.invited(r.Context(), id)
	if err != nil || i.Talk != c.Name {
		return notFound(orElse(err, store.ErrNotFound), "this survey can be answered no more; thank you for coming back")
	}
	err = s.answerSurvey(r.Context(), id, in.surveySaid)
	var told *phrase.Sentence
	if errors.As(err, &told) {
		return wrong(err)
	}
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// talkOf is the talk of the chat in which somebody wrote last; empty where they wrote otherwise since.
func talkOf(ctx context.Context, v *store.View, person int64) (string, error) {
	c, err := v.LastConversation(ctx, person)
	if err != nil || c.Channel != conversation.Chat {
		return "", absent(err)
	}
	return v.TalkOf(ctx, c.ID)
}

// askedInTalk has the open windows of a talk look for what is asked.
func (s *Server) askedInTalk(i *survey.Invitation) {
	if i.Talk != "" && i.State == survey.Asked {
		s.chats.asks(i.Talk)
	}
}
