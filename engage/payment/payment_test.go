package payment

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/hub/intake"
)

// The vectors of the specification's samples.
var vectors = []struct {
	text string
	VietQR
}{
	{"00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F", VietQR{Bank: "970403", Account: "0011012345678"}},
	{"00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E",
		VietQR{Bank: "970403", Account: "0011012345678", Amount: 180_000, Bill: "NPS6869", Purpose: "thanh toan don hang"}},
	{"00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA53037045405790005802VN62220818Ung Ho Quy Vac Xin63043ACF",
		VietQR{Bank: "970415", Account: "113366668888", Amount: 79_000, Purpose: "Ung Ho Quy Vac Xin"}},
}

func TestVietQRIsWrittenAndReadAsTheSamples(t *testing.T) {
	for _, v := range vectors {
		if got, err := v.Encode(); err != nil || got != v.text {
			t.Errorf("%+v is written %s, %v", v.VietQR, got, err)
		}
		if got, err := ReadVietQR(v.text); err != nil || got != v.VietQR {
			t.Errorf("%s is read as %+v, %v", v.text, got, err)
		}
	}
	if got := sum("123456789"); got != "29B1" {
		t.Errorf("the check sum of 123456789 is %s", got)
	}
	for _, wrong := range []VietQR{{Bank: "97040", Account: "1"}, {Bank: "970403"}, {Bank: "970403", Account: "1", Amount: -1}, {Bank: "970403", Account: "1", Purpose: "đơn hàng"}} {
		if got, err := wrong.Encode(); err == nil {
			t.Errorf("%+v is written %s", wrong, got)
		}
	}
}

func someVietQR() *rapid.Generator[VietQR] {
	return rapid.Custom(func(t *rapid.T) VietQR {
		return VietQR{Bank: rapid.StringMatching(`[0-9]{6}`).Draw(t, "bank"), Account: rapid.StringMatching(`[0-9A-Za-z]{1,19}`).Draw(t, "account"), Card: rapid.Bool().Draw(t, "card"),
			Amount: rapid.Int64Range(0, 9_999_999_999_999).Draw(t, "amount"), Bill: rapid.StringMatching(`[0-9A-Z]{0,25}`).Draw(t, "bill"), Purpose: rapid.StringMatching(`[0-9A-Za-z ]{0,25}`).Draw(t, "purpose")}
	})
}

func TestVietQRReadsWhatItWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := someVietQR().Draw(t, "code")
		text, err := q.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ReadVietQR(text); err != nil || got != q {
			t.Fatalf("%s is read as %+v, %v", text, got, err)
		}
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		if other := text[:at] + string(rune('A'+rapid.IntRange(0, 25).Draw(t, "letter"))) + text[at+1:]; !strings.EqualFold(other, text) {
			if _, err := ReadVietQR(other); err == nil {
				t.Fatalf("%s is believed", other)
			}
		}
	})
}

func FuzzReadVietQR(f *testing.F) {
	for _, v := range vectors {
		f.Add(v.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ReadVietQR(text)
		if err != nil {
			return
		}
		again, err := q.Encode()
		if err != nil {
			t.Fatalf("%q is read as %+v, which cannot be written: %v", text, q, err)
		}
		if back, err := ReadVietQR(again); err != nil || back != q {
			t.Errorf("%q is read as %+v, and then as %+v", text, q, back)
		}
	})
}

func TestCodesAreFoundInWhatBanksMakeOfThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Int64Range(1, codeMask).Draw(t, "order")
		code := Code(order)
		if len(code) != len(codePrefix)+codeLength {
			t.Fatalf("%s", code)
		}
		before, after := rapid.StringMatching(`[a-z0-9 .]{0,12}`).Draw(t, "before"), rapid.StringMatching(`[A-Z0-9-]{0,12}`).Draw(t, "after")
		for _, text := range []string{code, strings.ToLower(code), before + code + after, before + strings.ToLower(code[:4]) + " " + code[4:] + after,
			strings.NewReplacer("0", "O", "1", "I").Replace(code)} {
			if got := Codes(text); !contains(got, order) {
				t.Fatalf("%q names %v, not %d", text, got, order)
			}
		}
	})
}

func contains(list []int64, n int64) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}

// One letter wrong, or two that changed places, is no code of any order.
func TestACodeMistypedIsNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := []byte(Code(rapid.Int64Range(1, codeMask).Draw(t, "order")))
		i := rapid.IntRange(2, len(code)-1).Draw(t, "i")
		j := rapid.IntRange(2, len(code)-1).Draw(t, "j")
		was := string(code)
		if i == j {
			code[i] = alphabet[rapid.IntRange(0, 31).Draw(t, "letter")]
		} else {
			code[i], code[j] = code[j], code[i]
		}
		if string(code) != was && len(Codes(string(code))) != 0 {
			t.Fatalf("%s, mistyped %s, names %v", was, code, Codes(string(code)))
		}
	})
}

func FuzzCodes(f *testing.F) {
	f.Add("MBVCB.3278907687.thanh toan " + Code(7) + ".CT tu 0123")
	f.Add("ĐƠN HÀNG dh0000000")
	f.Fuzz(func(t *testing.T, text string) {
		for _, order := range Codes(text) {
			if order <= 0 || !contains(Codes(Code(order)), order) {
				t.Errorf("%q names %d", text, order)
			}
		}
	})
}

func TestMatch(t *testing.T) {
	ours := []string{"0011012345678"}
	a, b := Due{Order: 1, Left: 500}, Due{Order: 2, Left: 500}
	for _, c := range []struct {
		about        string
		line         Line
		named, alike []Due
		want         Verdict
	}{
		{"whole", Line{Amount: 500, Account: "0011-0123.45678"}, []Due{a}, nil, Verdict{Exact, CodeAndAmount, 1}},
		{"less", Line{Amount: 499}, []Due{a}, nil, Verdict{Partial, CodeLess, 1}},
		{"more", Line{Amount: 501}, []Due{a}, nil, Verdict{Over, CodeMore, 1}},
		{"a second time", Line{Amount: 500}, []Due{{Order: 1}}, nil, Verdict{Over, CodeMore, 1}},
		{"cancelled", Line{Amount: 500}, []Due{{Order: 1, Left: 500, Closed: true}}, nil, Verdict{Doubtful, CodeClosed, 1}},
		{"two codes, both fit", Line{Amount: 500}, []Due{a, b}, nil, Verdict{Doubtful, CodesSeveral, 0}},
		{"two codes, the other fits", Line{Amount: 500}, []Due{{Order: 1, Left: 300}, b}, nil, Verdict{Doubtful, CodesSeveral, 2}},
		{"two codes, none fits", Line{Amount: 1000}, []Due{a, b}, nil, Verdict{Doubtful, CodesSeveral, 0}},
		{"two codes, one is closed", Line{Amount: 500}, []Due{{Order: 1, Left: 500, Closed: true}, b}, nil, Verdict{Doubtful, CodesSeveral, 2}},
		{"elsewhere", Line{Amount: 500, Account: "999"}, []Due{a}, nil, Verdict{Doubtful, OtherAccount, 1}},
		{"other money", Line{Amount: 500, Currency: "USD"}, []Due{a}, nil, Verdict{Doubtful, OtherCurrency, 1}},
		{"no code, one fits", Line{Amount: 500}, nil, []Due{b}, Verdict{Doubtful, AmountOnly, 2}},
		{"no code, two fit", Line{Amount: 500}, nil, []Due{a, b}, Verdict{Doubtful, AmountSeveral, 0}},
		{"nothing", Line{Amount: 7}, nil, nil, Verdict{None, NoSign, 0}},
		{"out", Line{Amount: -500}, []Due{a}, nil, Verdict{None, WentOut, 0}},
	} {
		if c.line.Currency == "" {
			c.line.Currency = "VND"
		}
		if got := Match(c.line, c.named, c.alike, ours, "VND"); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.about, got, c.want)
		}
	}
}

// Whatever comes, in whatever order and however often: nothing is lost or made, and nothing is less than nothing.
func TestTheLedgerAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(0, 1e12).Draw(t, "total")
		var list []Entry
		var in, out int64
		for i := range rapid.IntRange(0, 12).Draw(t, "entries") {
			e := Entry{Kind: rapid.SampledFrom([]Kind{Received, Refunded}).Draw(t, "kind"), Amount: rapid.Int64Range(-5, 1e12).Draw(t, "amount"), Key: string(rune('a' + i))}
			if e.Check(Reckon(total, list)) != nil {
				continue
			}
			if e.Kind == Received {
				in += e.Amount
			} else {
				out += e.Amount
			}
			list = append(list, e)
		}
		b := Reckon(total, list)
		if b.Received != in || b.Refunded != out || b.Kept() < 0 || b.Left < 0 || b.Over < 0 || b.Left > 0 && b.Over > 0 || b.Kept() != total-b.Left+b.Over {
			t.Fatalf("%+v of %+v", b, list)
		}
		again := append(append([]Entry{}, list...), list...)
		rand.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		if got := Reckon(total, again); got != b {
			t.Fatalf("%+v where all came twice in another order, %+v else", got, b)
		}
	})
}

var hanoi = time.FixedZone("+07", 7*3600)

func TestFeedsAreRead(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, hanoi).UnixMicro()
	at := time.Date(2026, 11, 20, 14, 2, 37, 0, hanoi).UnixMicro()
	for _, c := range []struct {
		body string
		want []Line
	}{
		{`{"id":92704,"gateway":"Vietcombank","transactionDate":"2026-11-20 14:02:37","accountNumber":"0123499999","code":null,"content":"chuyen tien mua hang","transferType":"in","transferAmount":2277000,"accumulated":19077000,"subAccount":null,"referenceCode":"MBVCB.3278907687"}`,
			[]Line{{Key: "sepay:92704", Account: "0123499999", Amount: 2_277_000, Currency: "VND", At: at, Text: "chuyen tien mua hang", Reference: "MBVCB.3278907687", Source: "sepay"}}},
		{`{"id":92705,"transferType":"out","transferAmount":1000,"transactionDate":"2026-11-20 14:02:37","content":"phi"}`,
			[]Line{{Key: "sepay:92705", Amount: -1000, Currency: "VND", At: at, Text: "phi", Source: "sepay"}}},
		{`{"error":0,"data":[{"id":6789,"tid":"BANK1","description":"thanh toan","amount":79000,"when":"2026-11-20 14:02:37","bank_sub_acc_id":"123456"},{"id":6790,"description":"x","amount":-5,"when":"2026-11-20 14:02:37"}]}`,
			[]Line{{Key: "casso:6789", Account: "123456", Amount: 79_000, Currency: "VND", At: at, Text: "thanh toan", Source: "casso"}, {Key: "casso:6790", Amount: -5, Currency: "VND", At: at, Text: "x", Source: "casso"}}},
		{`{"error":0,"data":{"id":1,"reference":"FT1","description":"y","amount":10,"transactionDateTime":"2026-11-20 14:02:37","accountNumber":"55"}}`,
			[]Line{{Key: "casso:1", Account: "55", Amount: 10, Currency: "VND", At: at, Text: "y", Reference: "FT1", Source: "casso"}}},
		{`{"bankAccount":"0011","amount":"100000","transType":"D","content":"z","referenceNumber":"R1","transactionid":"T1","transactiontime":1795158157000}`,
			[]Line{{Key: "vietqr:T1", Account: "0011", Amount: -100_000, Currency: "VND", At: 1795158157000000, Text: "z", Reference: "R1", Source: "vietqr"}}},
	} {
		got, err := ReadFeed([]byte(c.body), hanoi, now)
		if err != nil || len(got) != len(c.want) {
			t.Fatalf("%s is read as %+v, %v", c.body, got, err)
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("got %+v, want %+v", got[i], c.want[i])
			}
		}
	}
	for _, wrong := range []string{"", "[]", "{}", `{"id":1}`, `{"id":1,"amount":1.5}`, `{"amount":1}`, `{"data":"x"}`} {
		if got, err := ReadFeed([]byte(wrong), hanoi, now); err == nil {
			t.Errorf("%s is read as %+v", wrong, got)
		}
	}
}

func FuzzReadFeed(f *testing.F) {
	f.Add([]byte(`{"id":1,"transferAmount":5,"transferType":"in","content":"a"}`))
	f.Add([]byte(`{"data":[{"id":"a","amount":-3}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		lines, _ := ReadFeed(body, hanoi, 1e15)
		for _, l := range lines {
			if l.Key == "" || l.At > 1e15 || l.Amount > largest || l.Amount < -largest {
				t.Errorf("%q is read as %+v", body, l)
			}
		}
	})
}

func TestStatementsAreRead(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, hanoi).UnixMicro()
	for _, names := range [][]string{
		{"Ngày giao dịch", "Số tham chiếu", "Số tiền ghi nợ", "Số tiền ghi có", "Mô tả"},
		{"Transaction date", "Reference number", "Debit", "Credit", "Description"},
		{"Ngày GD", "Mã giao dịch", "Ghi nợ", "Ghi có", "Diễn giải"},
	} {
		c, ok := Recognise(names)
		if !ok || c.Date != 0 || c.Reference != 1 || c.Debit != 2 || c.Credit != 3 || c.Text != 4 {
			t.Errorf("%v are taken for %+v", names, c)
		}
	}
	if _, ok := Recognise([]string{"Họ tên", "Điện thoại"}); ok {
		t.Error("a list of people is taken for a statement")
	}
	c, _ := Recognise([]string{"Ngày", "Nội dung", "Số tiền"})
	seen := map[string]int{}
	nth := func(said string) int { seen[said]++; return seen[said] }
	var keys []string
	for _, row := range [][]string{{"20/11/2026 14:02:37", "DH1", "1.500.000"}, {"20/11/2026 14:02:37", "DH1", "+1,500,000.00 VND"}} {
		l, ok, err := c.Row(row, intake.DMY, hanoi, now, nth)
		if err != nil || !ok || l.Amount != 1_500_000 || l.At != time.Date(2026, 11, 20, 14, 2, 37, 0, hanoi).UnixMicro() {
			t.Errorf("%v is read as %+v, %v", row, l, err)
		}
		keys = append(keys, l.Key)
	}
	if keys[0] == keys[1] {
		t.Error("two equal transfers of one day are one")
	}
	if _, ok, err := c.Row([]string{"", "Cộng", "3.000.000"}, intake.DMY, hanoi, now, nth); ok || err != nil {
		t.Errorf("a sum is a line: %v", err)
	}
	if _, _, err := c.Row([]string{"20/11/2026", "x", "nhiều"}, intake.DMY, hanoi, now, nth); err == nil {
		t.Error("words are an amount")
	}
}

// What the screens' tests read with somebody else's library is what is written here.
func TestTheCodesReadElsewhereAreOurs(t *testing.T) {
	file, err := os.ReadFile("testdata/vietqr.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimRight(string(file), "\n"), "\n") {
		parts := strings.Split(line, "\t")
		amount, _ := strconv.ParseInt(parts[3], 10, 64)
		q := VietQR{Bank: parts[1], Account: parts[2], Amount: amount, Purpose: parts[4]}
		if got, err := q.Encode(); err != nil || got != parts[0] {
			t.Errorf("%+v is written %s, not %s (%v)", q, got, parts[0], err)
		}
	}
}

// TestADepositIsDueFirst: whatever was received and given back, what is due now and later is what is left, and the deposit comes first.
func TestADepositIsDueFirst(t *testing.T) {
	for deposit := range int64(12) {
		for received := range int64(12) {
			for refunded := range received + 1 {
				b := Reckon(10, []Entry{{Kind: Received, Amount: received, Key: "a"}, {Kind: Refunded, Amount: refunded, Key: "b"}})
				now, later := b.Next(deposit)
				if now+later != b.Left || now < 0 || later < 0 || b.Left > 0 && now == 0 {
					t.Errorf("of %+v and a deposit of %d: %d now, %d later", b, deposit, now, later)
				}
				if missing := min(deposit, 10) - b.Kept(); missing > 0 && now != missing || missing <= 0 && later != 0 {
					t.Errorf("of %+v and a deposit of %d: %d now, %d later", b, deposit, now, later)
				}
			}
		}
	}
}
