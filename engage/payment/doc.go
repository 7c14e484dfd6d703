// Package payment is how money comes in for an order: the code a customer scans (VietQR), the code a transfer is known
// by, what a bank says arrived and which order it is for, and what is then still due. All amounts are minor units.
//
// A plain QR code tells nobody that it was paid. What arrived is heard from a bank's feed or read in its statement, and
// is matched by the code in the words of the transfer; what cannot be matched surely waits for somebody who looks.
package payment
