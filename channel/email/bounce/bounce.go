// Package bounce reads what mail servers send back: reports of delivery (RFC 3464) and complaints (RFC 5965), and the many
// forms older than both. It says of each recipient what became of the message; what it cannot tell it does not guess.
package bounce

import (
	"strings"

	"banhda/hub/delivery"
)

// Parse reads a message from a mailbox for reports. What is no report gives none, or one whose verdict is Reply.
func Parse(raw []byte) ([]delivery.Report, error) {
	m, err := read(raw)
	if err != nil {
		return nil, err
	}
	var list []delivery.Report
	switch {
	case m.complaint():
		list = m.complaints()
	case m.report != nil:
		list = m.delivery()
	}
	if len(list) == 0 {
		list = m.loose()
	}
	for i := range list {
		r := &list[i]
		r.Return, r.MessageID = m.to, m.original
		r.Recipient = strings.ToLower(strings.Trim(r.Recipient, "<> "))
	}
	return list, nil
}

// OfReply is what a server's refusal says of a recipient, told while the message was handed over.
func OfReply(to string, smtp int, enhanced, said string) delivery.Report {
	r := delivery.Report{Recipient: strings.ToLower(to), SMTP: smtp, Code: enhanced, Said: said}
	m := &message{texts: []string{"in reply to RCPT"}}
	m.judge(&r, "failed")
	return r
}
