package api

import (
	"errors"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/hub/calendar"
	"banhda/hub/conversation"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// chatContact takes in where somebody can be answered. It overwrites nothing that is known of them.
func (s *Server) chatContact(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	var left struct{ Name, Email, Phone, Language, Zone string }
	if err := readChatBody(w, r, &left); err != nil {
		return err
	}
	if !s.chats.pace(c.Name) {
		return errChatOften
	}
	who := whoIs(&c.Visitor)
	who.Name, who.Email, who.Phone = clipped(cleanName(left.Name), 200), strings.TrimSpace(left.Email), strings.TrimSpace(left.Phone)
	if err := mayReach(&who); err != nil {
		return err
	}
	if zone := calendar.ZoneSaid(left.Zone); zone != "" {
		who.Fields = map[string]any{record.TimeZone: zone}
	}
	in := conversation.Incoming{Channel: conversation.Chat, Who: who, At: s.Now().UnixMicro()}
	self := whoIs(&c.Visitor)
	keys, _ := self.Keys() // whoever the address may belong to, this is who writes
	ctx := auth.With(r.Context(), systemActor)
	if err := s.getToKnow(ctx, &in, keys); errors.Is(err, errNobody) {
		return errChatWho
	} else if err != nil {
		return err
	}
	err := s.Records.Tx(ctx, func(t *store.Tx) error {
		return tellOfChat(ctx, t, in.Person, "Chat Lead Captured", c.Name, in.At, map[string]any{"email": who.Email != "", "phone": who.Phone != ""})
	})
	if err != nil {
		return err
	}
	if err := s.botMet(r.Context(), c, left.Language); err != nil {
		return err
	}
	s.chats.wake(c.Name)
	return writeChat(w, map[string]bool{"known": true})
}

// mayReach says what is wrong with where somebody says they can be answered.
func mayReach(who *person.Identity) error {
	email, _ := (&person.Identity{Email: who.Email}).Keys()
	phone, _ := (&person.Identity{Phone: who.Phone}).Keys()
	switch {
	case who.Email == "" && who.Phone == "":
		return invalid("leave an e-mail address or a phone number")
	case who.Email != "" && len(email) == 0:
		return invalid("%q is no e-mail address", who.Email)
	case who.Phone != "" && len(phone) == 0:
		return invalid("%q is no phone number", who.Phone)
	}
	return nil
}
