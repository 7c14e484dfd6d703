package store

import "context"

// Made is what was made together beside records, to be taken back together: ids.
type Made struct {
	Quotes       []int64 `json:"quotes"`
	Payments     []int64 `json:"payments"`
	Talks        []int64 `json:"talks"`
	Entries      []int64 `json:"entries"` // of talks
	Pages        []int64 `json:"pages"`
	Appointments []int64 `json:"appointments"`
	Surveys      []int64 `json:"surveys"`
	Invitations  []int64 `json:"invitations"`
	Leads        []int64 `json:"leads"`
	Plans        []int64 `json:"plans"` // of onboardings
	Onboardings  []int64 `json:"onboardings"`
	Loyalty      []int64 `json:"loyalty"`  // versions of the programme
	Members      []int64 `json:"members"`  // people
	Postings     []int64 `json:"postings"` // of points
	Rewards      []int64 `json:"rewards"`
	Vouchers     []int64 `json:"vouchers"`
	Referring    []int64 `json:"referring"` // versions of the programme
	Referrals    []int64 `json:"referrals"`
	Referrers    []int64 `json:"referrers"` // people
	Reviews      []int64 `json:"reviews"`
	Kits         []int64 `json:"kits"`
	Forms        []int64 `json:"forms"`
	Answers      []int64 `json:"answers"` // to forms
	Templates    []int64 `json:"templates"`
	Campaigns    []int64 `json:"campaigns"`
	Letters      []int64 `json:"letters"` // of campaigns
	Sections     []int64 `json:"sections"`
	Articles     []int64 `json:"articles"`
	Segments     []int64 `json:"segments"`
	Site         []int64 `json:"site"` // pages visitors see
	CTAs         []int64 `json:"ctas"`
	Workflows    []int64 `json:"workflows"` // drafts
}

// unmaking is how one part of Made goes: rows whose column holds one of its ids, where nothing hangs on them that somebody
// else has made.
type unmaking struct {
	ids    []int64
	column string
	remove string
}

func (m *Made) steps() []unmaking {
	rewards := "DELETE FROM loyalty_reward WHERE id NOT IN (SELECT reward FROM loyalty_voucher) AND "
	if len(m.Referring) > 0 { // a programme that stays may promise them
		rewards += "NOT EXISTS (SELECT 1 FROM referral_programme) AND "
	}
	return []unmaking{
		{m.Quotes, "quote", "DELETE FROM quote_entry WHERE "},
		{m.Quotes, "quote", "DELETE FROM quote_approval WHERE "},
		{m.Quotes, "quote", "DELETE FROM quote_version WHERE "},
		{m.Quotes, "id", "DELETE FROM quote WHERE "},
		{m.Payments, "id", "DELETE FROM payment WHERE "},
		{m.Entries, "id", "DELETE FROM conversation_entry WHERE "},
		{m.Talks, "conversation", `DELETE FROM conversation_entry WHERE conversation NOT IN (SELECT conversation FROM conversation_entry WHERE kind = 'in') AND `},
		{m.Talks, "id", `DELETE FROM conversation WHERE id NOT IN (SELECT conversation FROM conversation_entry) AND `},
		{m.Appointments, "appointment", "DELETE FROM appointment_host WHERE "},
		{m.Appointments, "id", "DELETE FROM appointment WHERE "},
		{m.Pages, "id", "DELETE FROM booking_page WHERE id NOT IN (SELECT page FROM appointment) AND "},
		{m.Invitations, "invitation", "DELETE FROM survey_answer WHERE "},
		{m.Invitations, "id", "DELETE FROM survey_invitation WHERE "},
		{m.Surveys, "survey", "DELETE FROM survey_version WHERE survey NOT IN (SELECT survey FROM survey_invitation) AND "},
		{m.Surveys, "id", "DELETE FROM survey WHERE id NOT IN (SELECT survey FROM survey_invitation) AND "},
		{m.Leads, "id", "DELETE FROM lead WHERE "},
		{m.Onboardings, "id", "DELETE FROM onboarding WHERE "},
		{m.Plans, "plan", "DELETE FROM onboarding_version WHERE plan NOT IN (SELECT plan FROM onboarding) AND "},
		{m.Plans, "id", "DELETE FROM onboarding_plan WHERE id NOT IN (SELECT plan FROM onboarding) AND "},
		{m.Referrals, "referral", "DELETE FROM referral_reward WHERE "},
		{m.Referrals, "id", "DELETE FROM referral WHERE "},
		{m.Referrers, "person", "DELETE FROM referral_step WHERE person NOT IN (SELECT referrer FROM referral) AND "},
		{m.Referrers, "person", "DELETE FROM referral_code WHERE person NOT IN (SELECT referrer FROM referral) AND "},
		{m.Referring, "published", "DELETE FROM referral_programme WHERE " + asMade + " AND NOT EXISTS (SELECT 1 FROM referral) AND "},
		{m.Referring, "number", "DELETE FROM referral_version WHERE NOT EXISTS (SELECT 1 FROM referral_programme) AND "},
		{m.Vouchers, "id", "DELETE FROM loyalty_voucher WHERE "},
		{m.Members, "person", "DELETE FROM loyalty_member WHERE " + ofOneAct + " AND "},
		{m.Members, "person", "DELETE FROM loyalty_lot WHERE " + ofOneAct + " AND "},
		{m.Postings, "posting", "DELETE FROM loyalty_line WHERE posting IN (SELECT id FROM loyalty_transaction WHERE " + ofOneAct + ") AND "},
		{m.Postings, "id", "DELETE FROM loyalty_transaction WHERE " + ofOneAct + " AND "},
		{m.Loyalty, "published", "DELETE FROM loyalty_program WHERE " + asMade + " AND NOT EXISTS (SELECT 1 FROM loyalty_transaction) AND "},
		{m.Loyalty, "number", "DELETE FROM loyalty_version WHERE NOT EXISTS (SELECT 1 FROM loyalty_program) AND "},
		{m.Rewards, "id", rewards},
		{m.Reviews, "id", "DELETE FROM review WHERE "},
		{m.Kits, "id", "DELETE FROM share_kit WHERE "},
		{m.Answers, "id", "DELETE FROM submission WHERE "},
		{m.Forms, "form", "DELETE FROM form_day WHERE form NOT IN (SELECT form FROM submission) AND "},
		{m.Forms, "form", "DELETE FROM form_version WHERE form NOT IN (SELECT form FROM submission) AND "},
		{m.Forms, "id", "DELETE FROM form WHERE id NOT IN (SELECT form FROM submission) AND "},
		{m.Letters, "id", "DELETE FROM message WHERE "},
		{m.Campaigns, "campaign", "DELETE FROM campaign_cost WHERE "},
		{m.Campaigns, "campaign", "DELETE FROM campaign_person WHERE "},
		{m.Campaigns, "id", "DELETE FROM campaign WHERE "},
		{m.Articles, "article", "DELETE FROM article_vote WHERE "},
		{m.Articles, "article", "DELETE FROM article_version WHERE "},
		{m.Articles, "id", "DELETE FROM article WHERE "},
		{m.Sections, "id", "DELETE FROM article_section WHERE id NOT IN (SELECT section FROM article) AND id NOT IN (SELECT parent FROM article_section) AND "},
		{m.Site, "page", "DELETE FROM page_address WHERE "},
		{m.Site, "page", "DELETE FROM page_day WHERE "},
		{m.Site, "page", "DELETE FROM page_version WHERE "},
		{m.Site, "id", "DELETE FROM page WHERE "},
		{m.CTAs, "cta", "DELETE FROM cta_turn WHERE "},
		{m.CTAs, "cta", "DELETE FROM cta_person WHERE "},
		{m.CTAs, "cta", "DELETE FROM cta_version WHERE "},
		{m.CTAs, "id", "DELETE FROM cta WHERE "},
		{m.Workflows, "id", "DELETE FROM workflow WHERE version = 0 AND "}, // who published it has it
		{m.Segments, "id", "DELETE FROM segment WHERE " + unnamed + " AND "},
		{m.Segments, "segment", "DELETE FROM membership_of WHERE " + nobodys},
		{m.Segments, "segment", "DELETE FROM segment_turn WHERE " + nobodys},
		{m.Segments, "segment", "DELETE FROM segment_size WHERE " + nobodys},
		{m.Templates, "template", "DELETE FROM template_version WHERE template NOT IN (SELECT template FROM message) AND "},
		{m.Templates, "id", "DELETE FROM template WHERE id NOT IN (SELECT template FROM message) AND "},
	}
}

// unnamed holds for segments while there is nothing that may name them; nobodys for what was kept of one that is gone.
const (
	unnamed = "NOT EXISTS (SELECT 1 FROM campaign) AND NOT EXISTS (SELECT 1 FROM cta) AND NOT EXISTS (SELECT 1 FROM workflow)"
	nobodys = "segment NOT IN (SELECT id FROM segment) AND "
)

// asMade holds for a programme that was written and published together, and not touched since; ofOneAct for somebody whose points are
// all of one act: who got or spent others since keeps them all, as a ledger is whole.
const (
	asMade   = "edition = 2"
	ofOneAct = "person NOT IN (SELECT person FROM loyalty_transaction GROUP BY person HAVING MIN(act) <> MAX(act))"
)

// Unmake removes what was made. What others have added since keeps what it hangs on: a talk in which somebody else has
// spoken stays, and so do a booking page that others have booked, a survey that others were asked, and a programme by which others have
// points or were brought.
func (t *Tx) Unmake(ctx context.Context, m Made) error {
	for _, step := range m.steps() {
		if len(step.ids) == 0 {
			continue
		}
		in, arg := t.dialect.In(step.column, step.ids)
		if _, err := t.exec(ctx, "taking back what was made", step.remove+in, arg); err != nil {
			return err
		}
	}
	return nil
}
