package zalo

// NewKept keeps tokens in memory.
func NewKept(t Tokens) Keeper { return &kept{t: t} }
