package payment

// Bank is a bank as codes name it.
type Bank struct {
	BIN  string `json:"bin"`
	Name string `json:"name"`
}

// Banks are the banks of Vietnam that take part in VietQR, by the names people know them by.
func Banks() []Bank { return banks }

// BankName is what a BIN is called; the BIN itself where it is not known.
func BankName(bin string) string {
	for _, b := range banks {
		if b.BIN == bin {
			return b.Name
		}
	}
	return bin
}

var banks = []Bank{
	{"970425", "ABBANK"}, {"970416", "ACB"}, {"970405", "Agribank"}, {"970409", "Bac A Bank"}, {"970438", "BaoViet Bank"}, {"970418", "BIDV"},
	{"546034", "CAKE by VPBank"}, {"422589", "CIMB"}, {"970446", "Co-opBank"}, {"796500", "DBS"}, {"970431", "Eximbank"}, {"970408", "GPBank"},
	{"970437", "HDBank"}, {"970442", "Hong Leong Bank"}, {"458761", "HSBC"}, {"970434", "Indovina Bank"}, {"668888", "KBank"}, {"970452", "KienlongBank"},
	{"970449", "LPBank"}, {"970422", "MB Bank"}, {"970414", "MBV"}, {"970426", "MSB"}, {"970428", "Nam A Bank"}, {"970419", "NCB"}, {"970448", "OCB"},
	{"970430", "PGBank"}, {"970439", "Public Bank"}, {"970412", "PVcomBank"}, {"970403", "Sacombank"}, {"970400", "Saigonbank"}, {"970429", "SCB"},
	{"970440", "SeABank"}, {"970443", "SHB"}, {"970424", "Shinhan Bank"}, {"970410", "Standard Chartered"}, {"970407", "Techcombank"}, {"963388", "Timo"},
	{"970423", "TPBank"}, {"546035", "Ubank by VPBank"}, {"970458", "UOB"}, {"970444", "VCBNeo"}, {"970441", "VIB"}, {"970427", "VietABank"},
	{"970433", "VietBank"}, {"970436", "Vietcombank"}, {"970415", "VietinBank"}, {"970406", "Vikki Bank"}, {"970432", "VPBank"}, {"970421", "VRB"}, {"970457", "Woori Bank"},
}
