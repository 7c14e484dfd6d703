package bot

import (
	"strconv"
	"strings"

	"banhda/hub/block"
)

// The keys of buttons.
const (
	keyPerson = "person"
	keyAgain  = "again"
	keyHelped = "helped"
	keyNot    = "not-helped"
	keyBook   = "book"
	keyHours  = "hours"
	keyTime   = "time:" // with the instant
)

// Certain is how sure an answer has to be that is given without a word of doubt.
const Certain = 0.75

// tooOften is after how many questions in a row that the bot does not know a person gets the talk unasked.
const tooOften = 2

// decision is a reply being made.
type decision struct {
	*Heard
	Reply
	set   Settings
	house House
}

// Decide is what the bot says to what a visitor says.
func Decide(h *Heard, set Settings, house House) (Reply, error) {
	d := &decision{Heard: h, set: set, house: house}
	if d.About = h.Entry; h.Last != nil {
		d.Tokens = h.Last.Tokens
	} else {
		d.say(sayWho, orText(block.In(set.Name, h.Language), sayUsualName.in(h.Language)), h.Company)
	}
	err := d.decide()
	return d.Reply, err
}

func orText(text, or string) string {
	if text == "" {
		return or
	}
	return text
}

func (d *decision) decide() error {
	if done, err := d.flowing(); done || err != nil {
		return err
	}
	if d.Choice != "" {
		if done, err := d.chosen(); done || err != nil {
			return err
		}
	}
	intent := Understand(d.Text)
	if d.Last != nil && d.Last.Asks == ForPerson && (intent == Yes || intent == No) {
		if intent == Yes {
			return d.hand(ByWish)
		}
		return d.again()
	}
	switch intent {
	case Complaint:
		d.say(saySorry)
		return d.hand(ByComplaint)
	case Human:
		return d.hand(ByWish)
	}
	if done, err := d.begun(func(all []Published) *Published { return called(all, d.Text, intent) }); done || err != nil {
		return err
	}
	switch intent {
	case Meeting:
		return d.offer()
	case Orders:
		return d.orders()
	case Greeting, Yes:
		return d.greet()
	case Thanks, No:
		d.say(sayWelcome)
		d.Outcome = Talked
		return nil
	}
	return d.question(intent)
}

// chosen is what follows from a button; done is false where it is none of the bot's.
func (d *decision) chosen() (done bool, err error) {
	switch d.Choice {
	case keyPerson:
		return true, d.hand(ByWish)
	case keyAgain:
		return true, d.again()
	case keyHelped, keyNot:
		return true, d.judged(d.Choice == keyHelped)
	case keyBook:
		return true, d.offer()
	case keyHours:
		return true, d.hours()
	}
	if text, ok := strings.CutPrefix(d.Choice, keyTime); ok {
		at, err := strconv.ParseInt(text, 10, 64)
		if err == nil {
			return true, d.book(at)
		}
	}
	return false, nil
}

func (d *decision) say(w words, with ...any) {
	d.Parts = append(d.Parts, Part{w.in(d.Language, with...), Phrase})
}

func (d *decision) button(key string, w words) {
	d.Buttons = append(d.Buttons, Button{Key: key, Label: w.in(d.Language)})
}

// greet says what one may ask for, as the company laid it or as ever.
func (d *decision) greet() error {
	if done, err := d.opened(); done || err != nil {
		return err
	}
	d.say(sayGreeting)
	d.Outcome = Talked
	if d.set.Page != "" {
		d.button(keyBook, buttonBook)
	}
	d.button(keyHours, buttonHours)
	d.button(keyPerson, buttonPerson)
	return nil
}

func (d *decision) again() error {
	d.say(sayTryAgain)
	d.Outcome = Talked
	if d.Last != nil {
		d.Missed = d.Last.Missed
	}
	return nil
}

// judged takes in whether the answer before helped.
func (d *decision) judged(helped bool) error {
	d.Outcome, d.Helped = Talked, &helped
	if d.Last != nil {
		d.About = d.Last.About
	}
	if helped {
		d.say(sayThanks)
		return nil
	}
	d.say(sayNotHelped)
	d.Asks = ForPerson
	d.button(keyPerson, buttonPerson)
	d.button(keyAgain, buttonAgain)
	return nil
}

// question answers from what is known: products where a price is asked for, else articles, else the products that are named.
func (d *decision) question(intent Intent) error {
	steps := []func() (bool, error){d.ofArticles}
	switch intent {
	case Price:
		steps = []func() (bool, error){d.ofGoods, d.ofArticles}
	case Hours:
		steps = append(steps, func() (bool, error) { return true, d.hours() })
	}
	for _, step := range steps {
		if done, err := step(); done || err != nil {
			return err
		}
	}
	return d.unknown()
}

// ofArticles answers with the passage that answers best, where that is sure enough.
func (d *decision) ofArticles() (ok bool, err error) {
	list, err := d.house.Passages(d.Text)
	if err != nil || len(list) == 0 || list[0].Sure < d.set.Sure {
		return false, err
	}
	best := list[0]
	if best.Sure < Certain {
		d.say(sayMaybe, best.Title)
	} else {
		d.say(sayFrom, best.Title)
	}
	d.Parts = append(d.Parts, Part{best.Text, Passage})
	d.Sources, d.Found = append(d.Sources, best.Source), list
	d.answered(best.Sure)
	return true, nil
}

func (d *decision) answered(sure float64) {
	d.Outcome, d.Sure = Answered, sure
	d.button(keyHelped, buttonHelped)
	d.button(keyNot, buttonNot)
	d.button(keyPerson, buttonPerson)
}

// unknown says so, and offers a person; who was not understood again gets one.
func (d *decision) unknown() error {
	if d.Last != nil {
		d.Missed = d.Last.Missed
	}
	if d.Missed++; d.Missed >= tooOften {
		return d.hand(ByUnknown)
	}
	d.say(sayUnknown)
	d.Outcome, d.Asks = Unknown, ForPerson
	d.button(keyPerson, buttonPerson)
	d.button(keyAgain, buttonAgain)
	return nil
}

// hand hands the talk over. Where nobody is there, it says when somebody is, and asks where to answer.
func (d *decision) hand(why Reason) error {
	d.Outcome, d.Reason = Handed, why
	d.say(sayHanded)
	if d.Open {
		return nil
	}
	if d.Opens != "" {
		d.say(sayAway, d.Opens)
	}
	if !d.Reached {
		d.say(sayLeave)
		d.Asks = ForContact
	}
	return nil
}

func (d *decision) hours() error {
	hours, err := d.house.Hours()
	if err != nil {
		return err
	}
	d.say(sayHours, hours)
	if !d.Open && d.Opens != "" {
		d.say(sayAway, d.Opens)
	}
	d.answered(1)
	return nil
}

// orders tells who is signed in how their orders stand, and nobody else.
func (d *decision) orders() error {
	list, signed, err := d.house.Placed()
	switch {
	case err != nil:
		return err
	case !signed:
		d.say(saySignIn)
	case len(list) == 0:
		d.say(sayNoOrders)
	}
	if d.Outcome, d.Asks = Asked, ForPerson; signed {
		d.Outcome, d.Asks = Answered, ForNothing
		for _, o := range list {
			d.say(sayOrder, o.Number, o.Day, o.Total, states[o.State].in(d.Language))
		}
	}
	d.button(keyPerson, buttonPerson)
	return nil
}
