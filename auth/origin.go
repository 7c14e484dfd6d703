package auth

import "context"

// The ways an act comes.
const (
	ByScreen   = "screen"
	ByCustomer = "customer" // themselves: in the portal, by a form, by a link they were sent
	ByAPI      = "api"
	ByCLI      = "cli"
	ByImport   = "import"
	ByRule     = "rule"
	ByJob      = "job"
)

// Origin is from where somebody acts, for the audit trail.
type Origin struct {
	By      string // one of the ways; empty: not known
	Address string // of the network
	Device  string // as the program names itself
}

type originKey struct{}

// Coming says from where ctx acts.
func Coming(ctx context.Context, o Origin) context.Context {
	return context.WithValue(ctx, originKey{}, o)
}

// OriginOf is from where ctx acts; the zero Origin where that is not known.
func OriginOf(ctx context.Context) Origin {
	o, _ := ctx.Value(originKey{}).(Origin)
	return o
}
