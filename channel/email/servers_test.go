package email_test

import (
	"context"
	"net/mail"
	"strings"
	"testing"
	"time"

	"banhda/channel/email"
	"banhda/channel/email/bounce"
	"banhda/channel/email/mailbox"
	"banhda/channel/email/servertest"
	"banhda/hub/delivery"
)

// TestRealServers: what goes out by Postfix and cannot be delivered comes back, and is read from Dovecot's mailbox.
func TestRealServers(t *testing.T) {
	imap, lmtp := servertest.Dovecot(t, "bounce")
	smtp, _ := servertest.Postfix(t, lmtp)
	pool := email.NewPool(email.Server{Host: "127.0.0.1", Port: smtp, Security: email.Plain}, email.Limits{Connections: 2})
	defer pool.Close()
	for _, to := range []string{"lan@here.example.com", "gone@here.example.com"} {
		local, _, _ := strings.Cut(to, "@")
		m := &email.Mail{ID: local + "-1@crm.example.com", At: time.Now(), From: mail.Address{Name: "Cửa hàng Đà", Address: "cskh@crm.example.com"}, To: mail.Address{Address: to},
			Return: "bounce+" + local + "@crm.example.com", Subject: "Tin tháng này", Text: []byte("Chào bạn\n"), HTML: []byte("<p>Chào bạn</p>"), Unsubscribe: "https://crm.example.com/u/x", OneClick: true}
		if err := pool.Send(t.Context(), m); err != nil {
			t.Fatalf("to %s: %v", to, err)
		}
	}
	box := mailbox.Server{Host: "127.0.0.1", Port: imap, Security: "none", User: "bounce", Password: "secret", Folder: "INBOX"}
	raw, place := comes(t, box)
	list, err := bounce.Parse(raw)
	if err != nil || len(list) != 1 || list[0].Recipient != "gone@here.example.com" || list[0].Verdict != delivery.Hard || list[0].Return != "bounce+gone@crm.example.com" || list[0].MessageID != "<gone-1@crm.example.com>" {
		t.Errorf("what came back is read as %+v (%v)\n%s", list, err, raw)
	}
	if err := box.Read(t.Context(), place, func(mailbox.Place, []byte) error { t.Error("it is read twice"); return nil }); err != nil {
		t.Error(err)
	}
	box.Password = "sai"
	if err := box.Read(t.Context(), place, nil); err == nil || !strings.Contains(err.Error(), "signing in") {
		t.Errorf("a wrong password: %v", err)
	}
}

// comes waits for the first message of a mailbox.
func comes(t *testing.T, box mailbox.Server) (raw []byte, place mailbox.Place) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for raw == nil {
		err := box.Read(ctx, mailbox.Place{}, func(at mailbox.Place, m []byte) error {
			raw, place = m, at
			return nil
		})
		if err != nil {
			t.Fatalf("reading the mailbox: %v", err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return raw, place
}
