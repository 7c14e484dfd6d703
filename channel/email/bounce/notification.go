package bounce

import (
	"encoding/json"
	"strings"

	"banhda/hub/delivery"
)

// notification is what a carrier writes as JSON into a mail: Amazon SES, through its service for notices.
type notification struct {
	Kind   string `json:"notificationType"`
	Bounce struct {
		Kind       string `json:"bounceType"`
		Recipients []struct {
			Address string `json:"emailAddress"`
			Status  string `json:"status"`
			Said    string `json:"diagnosticCode"`
			Action  string `json:"action"`
		} `json:"bouncedRecipients"`
	} `json:"bounce"`
	Complaint struct {
		Kind       string `json:"complaintFeedbackType"`
		Recipients []struct {
			Address string `json:"emailAddress"`
		} `json:"complainedRecipients"`
	} `json:"complaint"`
	Delivery struct {
		Recipients []string `json:"recipients"`
	} `json:"delivery"`
	Mail struct {
		Headers []struct{ Name, Value string } `json:"headers"`
	} `json:"mail"`
}

// notified reads such a mail; nothing where it is none.
func (m *message) notified() (list []delivery.Report) {
	text := strings.Join(m.texts, "\n")
	at := strings.Index(text, `{"notificationType"`)
	if at < 0 {
		return nil
	}
	var n notification
	if err := json.NewDecoder(strings.NewReader(strings.ReplaceAll(text[at:], "\n ", ""))).Decode(&n); err != nil {
		return nil
	}
	for _, r := range n.Bounce.Recipients {
		one := delivery.Report{Recipient: r.Address, Said: r.Said, Code: code(r.Status), SMTP: replyOf(r.Said)}
		m.judge(&one, r.Action)
		list = append(list, one)
	}
	for _, r := range n.Complaint.Recipients {
		list = append(list, delivery.Report{Recipient: r.Address, Verdict: delivery.Complaint, Reason: n.Complaint.Kind})
	}
	for _, r := range n.Delivery.Recipients {
		list = append(list, delivery.Report{Recipient: r, Verdict: delivery.Delivered, Reason: "delivered"})
	}
	for _, h := range n.Mail.Headers {
		if strings.EqualFold(h.Name, "Message-ID") {
			m.original = h.Value
		}
	}
	return list
}
