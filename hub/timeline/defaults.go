package timeline

import "banhda/wheel"

// Default is the catalogue a workspace starts with: the field's standard names (Segment's e-commerce, B2B and
// e-mail specifications, with the reversed words of their first version), and the names this product's own
// segments use. A name that is not here has no meaning: Order Updated, Order Cancelled, Payment Received, Deal
// Lost and the like are kept and can be counted, and move nobody.
func Default() Catalogue {
	rules := surveys()
	for _, d := range defaults {
		for _, name := range d.events {
			rules = append(rules, Rule{Event: name, Meaning: d.meaning.String()})
		}
	}
	return Catalogue{Rules: rules, Times: wheel.DefaultRules()}
}

// surveys are the rules that look at a score: the promoters and detractors of a Net Promoter Score, and the happy
// and unhappy ends of five stars. Answers in between, those without a score, and codes for "no answer" such as 99 or -1 have
// no meaning.
//
// A score is NPS if its property is called nps, or if it is called score and kind says NPS.
func surveys() []Rule {
	kind := func(as string) Condition { return Condition{Property: "kind", Operator: "=", Value: as} }
	number := func(property, operator string, value float64) Condition {
		return Condition{Property: property, Operator: operator, Value: value}
	}
	rule := func(event string, m wheel.Meaning, where ...Condition) Rule {
		return Rule{Event: event, Where: where, Meaning: m.String()}
	}
	return []Rule{
		rule("Survey Answered", wheel.Advocacy, number("nps", ">=", 9), number("nps", "<=", 10)),
		rule("Survey Answered", wheel.Grievance, number("nps", "<=", 6), number("nps", ">=", 0)),
		rule("Survey Answered", wheel.Advocacy, kind("NPS"), number("score", ">=", 9), number("score", "<=", 10)),
		rule("Survey Answered", wheel.Grievance, kind("NPS"), number("score", "<=", 6), number("score", ">=", 0)),
		rule("Survey Answered", wheel.Advocacy, kind("nps"), number("score", ">=", 9), number("score", "<=", 10)),
		rule("Survey Answered", wheel.Grievance, kind("nps"), number("score", "<=", 6), number("score", ">=", 0)),
		rule("Product Reviewed", wheel.Advocacy, number("rating", ">=", 4)),
		rule("Product Reviewed", wheel.Grievance, number("rating", "<=", 2)),
		rule("Reviewed Product", wheel.Advocacy, number("rating", ">=", 4)),
		rule("Reviewed Product", wheel.Grievance, number("rating", "<=", 2)),
	}
}

var defaults = []struct {
	meaning wheel.Meaning
	events  []string
}{
	{wheel.Purchase, []string{
		"Order Completed", "Deal Won", "Subscription Renewed",
		"Completed Order",
	}},
	{wheel.Lead, []string{
		"Form Submitted", "Chat Lead Captured", "Appointment Booked", wheel.ReferralAccepted, "Lead Captured",
		"Deal Opened", "Signed Up", "Trial Started",
	}},
	{wheel.Usage, []string{"Product Used", "Onboarding Step Completed"}},
	{wheel.Advocacy, []string{
		"Testimonial Given", "Shared", "Product Shared", "Cart Shared", wheel.FriendJoined, wheel.FriendBought,
		"Shared Product", "Shared Cart",
	}},
	{wheel.Grievance, []string{"Complaint Filed", "Order Refunded", "Refunded Order"}},
	{wheel.Touch, []string{"Message Sent", "Call Made", "Meeting Held", "Ticket Replied"}},
	{wheel.Handoff, []string{"Owner Changed", "Ticket Transferred", "Deal Handed Over"}},
	{wheel.Seen, []string{
		"Page Viewed", "Screen Viewed", "Signed In", "Application Opened",
		"Products Searched", "Product List Viewed", "Product List Filtered", "Promotion Viewed", "Promotion Clicked",
		"Product Clicked", "Product Viewed", "Product Added", "Product Removed", "Cart Viewed", "Checkout Started",
		"Checkout Step Viewed", "Checkout Step Completed", "Payment Info Entered", "Coupon Entered", "Coupon Applied",
		"Coupon Removed", "Product Added to Wishlist", "Product Removed from Wishlist", "Wishlist Product Added to Cart",
		"Email Link Clicked", "Message Received",
		"Viewed Page", "Searched Products", "Viewed Product Category", "Viewed Product List", "Filtered Product List",
		"Viewed Promotion", "Clicked Promotion", "Clicked Product", "Viewed Product", "Added Product", "Removed Product",
		"Viewed Cart", "Started Checkout", "Viewed Checkout Step", "Completed Checkout Step", "Entered Payment Info",
		"Entered Coupon", "Applied Coupon", "Removed Coupon", "Clicked Email Link",
	}},
}
