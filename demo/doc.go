// Package demo tells the story of Cà phê Sương Mai, a small coffee company in Đà Lạt that never was: a roastery, an
// online shop, two small cafés. Nobody in it exists. It is there to be looked at before one's own history is in.
//
// The story covers the two years that end with yesterday. It is made of ordinary events, which enter as one import and
// leave as one. The same day and zone always give the same story, byte for byte.
//
//	people.go     who they are: names, addresses, temper
//	visits.go     how strangers find the shop, what they read and look at
//	orders.go     what they buy, and when they come again
//	care.go       what goes wrong and how it is answered; what they say of it
//	referrals.go  whom they bring
//	deals.go      what sellers are after, and what came of it; offers.go their quotes, meetings, what was paid
//	talks.go      what was written and answered lately; asked.go who was asked for a score, who waits for a first answer
//	thanks.go     who keeps coming back, whom they brought lately, what they say in public
//	months.go     the calendar: Tết, Mid-Autumn, a price rise, a broken roaster
package demo
