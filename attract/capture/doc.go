// Package capture takes in what sites, apps and servers tell us of people, in the form of Segment's tracking API: the
// calls track, identify, page, screen, group and alias, one by one or in a batch.
//
// A request passes two places. At the door (Look) only what can be seen at a glance is looked at: whether it is JSON,
// how many calls it holds, how large it is, and the key in it. It is then kept as it came, and answered. The rest
// happens behind, as often as the log is read: Request.Read takes each call through these steps, and a call that fails
// one is dropped with a reason of a closed set, beside the good ones around it.
//
//	divide    the request into its calls               too-large, not-an-object
//	tell      what kind of call each is                unknown-type
//	name      what happened                            no-event-name, long-message-id
//	date      it, with the sender's clock corrected    unreadable-timestamp
//	identify  whom it is about, and what is said of them
//	describe  it by properties: the call's own, and the page and campaign it came from
//	value     it: money, order, referrer
//	check     the whole                                no-identity, not-allowed, unfit
//
// What a step makes of a call depends on the request alone and on when it was received, never on the clock or on other
// requests: reading the log again gives the same events.
package capture
