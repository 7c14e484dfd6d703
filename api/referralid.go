package api

const referralPrefix = "rfl_"

// ReferralID writes a referral's id as it is shown outside.
func ReferralID(id int64) string {
	return referralPrefix + encodeID(scramble(uint64(id), referralPrefix))
}

// ParseReferralID reads what ReferralID wrote.
func ParseReferralID(s string) (int64, error) { return parseID(s, referralPrefix, "a referral") }
