package person

// Rank says how far what a source states of people is trusted. Of two statements of one field that of the higher rank
// holds, whenever it was made; and only a trusted source may join two people who are both known by name.
type Rank int8

// The ranks. BrowserRank is that of a public key, which anybody can copy from a page: it fills what is blank, founds
// people and links anonymous ids, and no more.
const (
	BrowserRank Rank = iota + 1
	ImportRank
	ServerRank
	StaffRank
)

var ranks = [...]string{BrowserRank: "browser", ImportRank: "import", ServerRank: "server", StaffRank: "staff"}

// String is the rank's word.
func (r Rank) String() string {
	if r < BrowserRank || r > StaffRank {
		return ""
	}
	return ranks[r]
}

// ParseRank reads what String wrote.
func ParseRank(s string) (r Rank, ok bool) {
	for r := BrowserRank; r <= StaffRank; r++ {
		if ranks[r] == s {
			return r, true
		}
	}
	return 0, false
}
