package api

import (
	"context"
	"errors"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/conversation"
	"banhda/phrase"
	"banhda/store"
)

var errNoConversation = phrase.Errorf("this person has no conversation that is open")

// conversation is the person's that is not closed, as far as who publishes the workflow reaches.
func (a *acting) conversation(ctx context.Context, v auth.Verb) (c conversation.Conversation, err error) {
	about, err := a.person(ctx, auth.Read)
	if err != nil {
		return c, err
	}
	c, err = a.LastConversation(ctx, about.ID)
	if errors.Is(err, store.ErrNotFound) || err == nil && (c.State == conversation.Closed || !conversationReach(ctx, v).Reaches(c.Assignee, c.Team)) {
		return c, errNoConversation
	}
	return c, err
}

func (s *Server) assignConversationAction() action {
	return action{workflow.Action{Kind: "conversation_assign", Permission: "conversations:update", Label: inBoth("Giao cuộc trò chuyện", "Assign the conversation"),
		Help: inBoth("Giao cuộc trò chuyện đang mở của người này.", "Gives the person's open conversation to somebody."),
		Fields: []workflow.Field{
			{Key: "user", Kind: workflow.UserField, Label: inBoth("Cho người", "To a user")},
			{Key: "team", Kind: workflow.TeamField, Label: inBoth("hoặc nhóm", "or a team")},
		}}, func(ctx context.Context, a *acting) error {
		c, err := a.conversation(ctx, auth.Update)
		if err == nil {
			err = a.act(ctx)
		}
		if err != nil {
			return err
		}
		if team, err := ParseTeamID(a.text("team")); err == nil {
			c.Team = team
		}
		if user, err := ParseUserID(a.text("user")); err == nil {
			if err := s.assignConversation(ctx, a.Tx, &c, user); err != nil {
				return err
			}
		}
		_, err = a.SaveConversation(ctx, c)
		return err
	}}
}

func (s *Server) closeConversationAction() action {
	return action{workflow.Action{Kind: "conversation_close", Permission: "conversations:update", Label: inBoth("Đóng cuộc trò chuyện", "Close the conversation")},
		func(ctx context.Context, a *acting) error {
			c, err := a.conversation(ctx, auth.Update)
			if err == nil {
				err = a.act(ctx)
			}
			if err == nil {
				err = closeConversation(ctx, a.Tx, &c)
			}
			if err != nil {
				return err
			}
			_, err = a.SaveConversation(ctx, c)
			return err
		}}
}

// answerConversationAction answers by itself: it counts as no answer of a human, and never talks with a program without end.
func (s *Server) answerConversationAction() action {
	return action{workflow.Action{Kind: "conversation_answer", Permission: "conversations:send", Label: inBoth("Trả lời trong cuộc trò chuyện", "Answer in the conversation"),
		Help:   inBoth("Gửi qua kênh khách vừa nhắn. Người phụ trách vẫn phải trả lời.", "Goes over the channel they wrote by. Somebody still has to answer."),
		Fields: []workflow.Field{{Key: "text", Kind: workflow.LongField, Required: true, Label: inBoth("Nội dung", "Text"), Help: inBoth("{name} là tên khách", "{name} is the person's name")}}},
		func(ctx context.Context, a *acting) error {
			about, err := a.person(ctx, auth.Read)
			if err != nil {
				return err
			}
			c, err := a.conversation(ctx, auth.Send)
			if err == nil {
				err = a.act(ctx)
			}
			if err == nil {
				_, err = s.answerIn(ctx, a.Tx, conversation.Answer{Conversation: c.ID, Channel: c.Channel, Author: conversation.TheHouse, Text: a.words("text", about)})
			}
			return err
		}}
}
