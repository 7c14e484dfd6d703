package api

import (
	"context"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/engage/appointment"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/phrase"
	"banhda/store"
)

// bookingLinkAction writes the address of a booking page to somebody. They did not ask for it, so it is advertising: consent
// and the gate decide.
func (s *Server) bookingLinkAction() action {
	return action{workflow.Action{Kind: "booking_link", Permission: "people:send", Label: inBoth("Gửi trang đặt lịch", "Send a booking link"),
		Help:   inBoth("Viết e-mail mời khách tự chọn giờ hẹn.", "Writes an e-mail by which they choose the time of a meeting."),
		Fields: []workflow.Field{{Key: "page", Kind: workflow.TextField, Required: true, Label: inBoth("Địa chỉ trang đặt lịch", "Address of the booking page"), Help: inBoth("Phần sau /b/, ví dụ tu-van", "What stands after /b/, such as tu-van")}}},
		s.sendBookingLink}
}

func (s *Server) sendBookingLink(ctx context.Context, a *acting) error {
	who, err := a.person(ctx, auth.Send)
	if err != nil {
		return err
	}
	p, err := bookable(ctx, &a.View, a.text("page"))
	if errors.Is(err, store.ErrNotFound) {
		return phrase.Errorf("there is no booking page %q that customers can use", a.text("page"))
	}
	if err != nil {
		return err
	}
	m, err := readMail(ctx, &a.View)
	if err == nil && m.URL == "" {
		err = phrase.Errorf("nobody said where this house is open, so no address can be sent; write it in Settings, E-mail")
	}
	if err != nil {
		return err
	}
	by := appointment.Letters()[appointment.LinkKey]
	if _, err := bringTemplate(ctx, a.Tx, by); err != nil {
		return err
	}
	is, err := templateToSend(ctx, &a.View, by.Key)
	if err != nil {
		return err
	}
	title := appointment.Said(orText(who.Values.Text("language"), "vi"), p.Name)
	id, err := a.Send(ctx, message.Draft{Person: a.run.Person, Channel: consent.Email, Class: is.Class, Purpose: is.Purpose, Template: is.ID, Run: a.run.ID,
		Key: fmt.Sprintf("%s %s %d", RunID(a.run.ID), a.node.ID, a.run.Steps), Data: map[string]any{"title": title, "link": m.URL + "/b/" + p.Key, "workflow": a.source()}})
	if err == nil {
		a.did("message", id, is.Name)
	}
	return err
}
