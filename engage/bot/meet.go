package bot

import "strconv"

// offer offers free times of meetings. Where none are booked in the chat, a person makes one.
func (d *decision) offer() error {
	list, page, err := d.house.Times()
	if err != nil {
		return err
	}
	if d.Outcome, d.Asks = Asked, ForTime; len(list) == 0 {
		d.say(sayNoTimes)
		d.Asks = ForPerson
	} else {
		d.say(sayTimes)
	}
	for _, t := range list {
		d.Buttons = append(d.Buttons, Button{Key: keyTime + strconv.FormatInt(t.At, 10), Label: t.Said})
	}
	if page != "" {
		d.Buttons = append(d.Buttons, Button{Label: buttonAll.in(d.Language), URL: page})
	}
	d.button(keyPerson, buttonPerson)
	return nil
}

// book takes the time somebody chose: it is booked at once where we know where to answer, else kept until they say.
// What is said of it is said by Kept and Confirmed, once the time is theirs.
func (d *decision) book(at int64) error {
	d.At = at
	if d.Outcome = Booked; !d.Reached {
		d.Outcome, d.Asks = Asked, ForContact
	}
	return nil
}

// Kept adds that a time is kept, in words, for who still has to say who they are.
func (r *Reply) Kept(when, language string) {
	r.Parts = append(r.Parts, Part{sayKept.in(language, when), Phrase})
}

// Confirmed adds that a meeting is booked, in words, and where it is seen and moved.
func (r *Reply) Confirmed(when, page, language string) {
	r.Parts = append(r.Parts, Part{sayBooked.in(language, when), Phrase})
	r.Buttons = append(r.Buttons, Button{Label: buttonMeeting.in(language), URL: page})
}

// Rebook is the reply to a time that was somebody else's, or to a contact that came too late: other times are offered.
func Rebook(h *Heard, late bool, set Settings, house House) (Reply, error) {
	d := &decision{Heard: h, set: set, house: house}
	if h.Last != nil {
		d.Tokens = h.Last.Tokens
	}
	if d.About = h.Entry; late {
		d.say(sayLate)
	} else {
		d.say(sayTaken)
	}
	err := d.offer()
	return d.Reply, err
}
