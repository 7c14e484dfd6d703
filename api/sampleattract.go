package api

import (
	"context"
	"errors"
	"time"

	"banhda/attract/campaign"
	"banhda/attract/form"
	"banhda/demo"
	"banhda/hub/block"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/template"
	"banhda/store"
)

// keepAttract makes what the sample company catches strangers with, and the letter by which it calls back who went silent. Nothing
// of it goes on by itself: the forms are on no site, and the campaign has ended.
func (m *sampling) keepAttract(ctx context.Context, r *demo.Records) error {
	return errors.Join(m.keepForms(ctx, r.Answers), m.keepLetters(ctx, r.Letters))
}

// keepForms makes the forms and the answers of the last days. A house that has a form at one's address keeps its own.
func (m *sampling) keepForms(ctx context.Context, answers []demo.Answer) error {
	if len(answers) == 0 {
		return nil
	}
	of := map[string]form.Version{}
	for _, f := range demo.Forms {
		draft := form.Definition{Title: f.Title, Button: f.Button, Language: "vi", After: form.After{Thanks: record.Label{Vi: "Cảm ơn bạn, Sương Mai đã nhận được.", En: "Thank you, we have it."}},
			Fields: []form.Field{
				{Key: "name", Kind: form.Text, Label: record.Label{Vi: "Tên bạn", En: "Your name"}, Person: "name"},
				{Key: "email", Kind: form.Email, Label: record.Label{Vi: "E-mail", En: "E-mail"}, Person: "email", Required: true},
			}}
		err := m.t.Past(answers[0].At-day24, func() error {
			id, err := m.t.AddForm(ctx, form.Form{Key: f.Key, Name: f.Name, Draft: draft, Edition: 1})
			if errors.Is(err, store.ErrConflict) {
				return nil
			}
			if err != nil {
				return err
			}
			m.made.Forms = append(m.made.Forms, id)
			of[f.Name], err = m.t.PublishForm(ctx, id, draft)
			return err
		})
		if err != nil {
			return err
		}
	}
	c, err := readCalendar(ctx, &m.t.View)
	if err != nil {
		return err
	}
	for i := range answers {
		a := &answers[i]
		by, who := of[a.Form], m.personOf(a.Who)
		if by.Form == 0 || who == 0 {
			continue
		}
		id, err := m.t.AddSubmission(ctx, form.Submission{Form: by.Form, Version: by.Number, Event: a.Event, Person: who, At: a.At, State: form.Taken,
			Said: form.Said{Answers: form.Answers{"name": {a.Who.Name}, "email": {a.Who.Email}}, Language: "vi"}})
		if err != nil {
			return err
		}
		m.made.Answers = append(m.made.Answers, id)
		// of nine who saw it two began, and one of them went to the end
		day := time.UnixMicro(a.At).In(c.Zone()).Format(time.DateOnly)
		if err := m.t.CountForm(ctx, by.Form, day, store.FormCount{Views: 9, Starts: 2, Submits: 1}); err != nil {
			return err
		}
	}
	return nil
}

// keepLetters makes the campaign of the letters to who had been silent. Nobody was left out of it, so that what it was worth cannot be
// known, as it says itself.
func (m *sampling) keepLetters(ctx context.Context, letters []demo.Letter) error {
	if len(letters) == 0 {
		return nil
	}
	var by template.Version
	c := campaign.Campaign{Name: "Lâu rồi không gặp", State: campaign.Running, Owner: m.user, StartAt: letters[0].At - day24, Plan: campaign.Brief{
		Description: "Gọi lại khách đã lâu không mua.", Audience: campaign.Audience{Where: "stage = customer", Rolling: true}, Variants: []campaign.Branch{}, Time: campaign.Timing{Kind: "now"},
		Goal: campaign.Aim{Event: "Order Completed", Days: 14, Value: true}, Seed: "sample"}}
	err := m.t.Past(c.StartAt, func() error {
		id, err := m.t.AddTemplate(ctx, template.Template{Key: "lau-roi-khong-gap", Channel: template.Email, Name: "Lâu rồi không gặp", Class: consent.Advertising, Edition: 1, Draft: template.Content{
			Subject: record.Label{Vi: "Lâu rồi không gặp: giảm 15% cho lần trở lại", En: "It has been a while: 15 % off when you come back"},
			Blocks: []block.Block{
				{Kind: block.Heading, Level: 1, Text: record.Label{Vi: "Chào {{ person.given_name }}", En: "Hello {{ person.given_name }}"}},
				{Kind: block.Text, Text: record.Label{Vi: "Sương Mai vừa rang mẻ mới. Lần trở lại này, bạn được giảm **15%**.", En: "There is a new roast at Sương Mai. When you come back, you have **15 %** off."}},
				{Kind: block.Footer},
			}}})
		if errors.Is(err, store.ErrConflict) {
			return nil
		}
		if err != nil {
			return err
		}
		m.made.Templates = append(m.made.Templates, id)
		if by, err = m.t.Publish(ctx, id); err != nil {
			return err
		}
		c.Plan.Steps = []campaign.Sending{{Channel: consent.Email, Template: TemplateID(id), Cost: 30}}
		if c.ID, err = m.t.AddCampaign(ctx, c); err == nil {
			m.made.Campaigns = []int64{c.ID}
			err = m.t.CampaignFilled(ctx, c.ID, m.t.Now())
		}
		return err
	})
	if err != nil || c.ID == 0 {
		return err
	}
	for i := range letters {
		l := &letters[i]
		if who := m.personOf(l.Who); who != 0 {
			if err := m.t.Past(l.At, func() error { return m.keepLetter(ctx, c.ID, &by, who, l) }); err != nil {
				return err
			}
		}
	}
	return m.t.Past(letters[len(letters)-1].At+day24, func() error { return m.t.FinishCampaign(ctx, c.ID) })
}

func (m *sampling) keepLetter(ctx context.Context, of int64, by *template.Version, who int64, l *demo.Letter) error {
	if err := m.t.AddParticipants(ctx, of, []campaign.Participant{{Person: who, Arm: campaign.Only, Step: 1}}); err != nil {
		return err
	}
	id, err := m.t.Send(ctx, message.Draft{Person: who, Channel: consent.Email, Class: by.Class, Template: by.Template, Variant: campaign.Only, Campaign: of, Step: 1, Key: stepKey(1, who), At: l.At, Cost: 30})
	if err != nil {
		return err
	}
	m.made.Letters = append(m.made.Letters, id)
	is, err := personRecord(ctx, &m.t.View, who)
	if err != nil {
		return absent(err)
	}
	err = m.t.SettleMessages(ctx, []message.Fate{{ID: id, State: message.Sent, At: l.At, Version: by.ID, Address: is.Values.Text("email")}})
	if err == nil && l.Clicked != 0 {
		_, err = m.t.OpenedMessage(ctx, id, l.Clicked, true)
	}
	return err
}
