// Package value says what a company's customers will still buy if every acquisition stopped today: the wheel's
// momentum, and how long it coasts.
//
// # The model of purchases: BG/NBD
//
// After Fader, Hardie, Lee, "Counting Your Customers the Easy Way" (Marketing Science 24, 2005). While alive a
// person buys at random moments at a rate λ of their own; after each purchase they leave for good with a
// probability p of their own; λ ~ Gamma(r, α) and p ~ Beta(a, b) over the people. All that counts of a person's
// past is (x, t_x, T): repeat purchases, the time of the last of them, the time we have watched.
//
//	likelihood of one person =
//	  Γ(r+x)/Γ(r) · B(a, b+x)/B(a, b) · αʳ/(α+T)ʳ⁺ˣ · [1 + {x>0} a/(b+x−1) · ((α+T)/(α+t_x))ʳ⁺ˣ]
//	P(alive) = 1 / [1 + {x>0} a/(b+x−1) · ((α+T)/(α+t_x))ʳ⁺ˣ]
//
// The paper's expectation of the purchases in the next t is P(alive) times a closed form with the Gauss
// hypergeometric function ₂F₁, which has removable poles at a = 1 and a + b + x = 1 and loses digits near them.
// The same number is a plain sum of positive terms, and that is what [BGNBD.Expected] adds up: the chance of n
// opportunities to buy in t, times the number of them the person is expected to be there for.
//
//	E = P(alive) · Σₙ P(N = n) · [1 + s₁ + s₁s₂ + … to n terms],  sₖ = (b+x+k−1)/(a+b+x+k−1)
//	N ~ negative binomial (r + x, z),  z = t/(α+T+t)
//
// The tests hold it to the published form.
//
// # The model of value: Gamma–Gamma
//
// After Fader, Hardie, "The Gamma-Gamma Model of Monetary Value" (2013). A person's purchases vary around a mean
// of their own, and those means vary over the people; neither depends on how often they buy. With m the observed
// mean over x purchases:
//
//	density of m = Γ(px+q)/(Γ(px)Γ(q)) · γ^q m^(px−1) x^px / (γ+mx)^(px+q)
//	E[mean | m, x] = p(γ + mx)/(px + q − 1);  with x = 0 the population's, pγ/(q − 1), which exists for q > 1
//
// # What counts as a purchase
//
// Purchases on one local day count once. Time runs in weeks of 7 days from the day of the first purchase, which
// itself is not a repeat. The models look from the end of a local day, which counts whole.
package value
