package timeline

import "banhda/wheel"

// contacts are the events by which somebody reaches us, or meets us, whatever else the catalogue says of them.
var contacts = map[string]bool{
	"Message Received": true, "Call Received": true, "Email Received": true, "Email Sent": true, "Store Visited": true,
	"Ticket Opened": true, "Chat Started": true, "Form Submitted": true, "Chat Lead Captured": true, "Appointment Booked": true,
}

// Contact is the rule for "last contact", the same in every list, card and report: a company and a person were in touch
// by an event of this name and meaning. What a team does for somebody (touch) counts unless a campaign did it: automatic
// mail is nobody's care. An order and a complaint count, and so does whatever reaches us from them: a message, a call, a
// visit to the shop, a ticket, a form. Looking at pages does not, nor do imports and edits, which are no such events.
func Contact(name string, m wheel.Meaning, byCampaign bool) bool {
	switch m {
	case wheel.Touch:
		return !byCampaign
	case wheel.Purchase, wheel.Grievance:
		return true
	}
	return contacts[name] && !byCampaign
}
