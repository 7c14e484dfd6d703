// Package gate decides whether a message may go to somebody now. Whatever sends asks here first and nowhere else, so
// that the law and the house's own rules hold for every channel, campaign and workflow alike. It is pure: who asks
// brings what is known, and gets a verdict with the reason that is shown on the person's timeline.
//
// # Where the rules come from
//
// Law 91/2025/QH15 on personal data, article 28: advertising only on consent, ended at once when it is withdrawn.
// Decree 91/2020/NĐ-CP: article 7, the national list of numbers that want no advertising, which consent does not
// override; article 13, prior consent, at most three advertising SMS, three advertising e-mails and one advertising
// call to an address in 24 hours, SMS from 07:00 to 22:00 and calls from 08:00 to 17:00 of the recipient's day; articles
// 15 and 19, the label [QC] or [AD] first in the text of an SMS and in the subject of an e-mail. The law's figures bound
// the settings: a house can be stricter, and never laxer.
//
// What a contract or a request of the person demands is no advertising: it is not capped, labelled or kept waiting. Care
// of who has bought waits for the house's quiet hours, and is not sent to who refused it or complained.
package gate
