package history

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"banhda/hub/timeline"
)

// history writes files, reads them by a mapping and gives back one line per event, refusal and warning.
func history(t *testing.T, mapping string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	events, refused, r := readAll(t, parse(t, mapping), dir, Options{Currency: "VND"})
	var b strings.Builder
	for _, e := range events {
		b.WriteString(line(e))
	}
	for _, f := range refused {
		fmt.Fprintf(&b, "refused %s:%d %s: %s\n", f.File, f.Line, f.Column, f.Reason)
	}
	for _, w := range r.Warnings() {
		fmt.Fprintf(&b, "warning %s: %s\n", w.File, w.Text)
	}
	return b.String()
}

// line shows what an event holds beside its id, in the order of its fields.
func line(e timeline.Event) string {
	parts := []string{time.UnixMicro(e.At).UTC().Format("2006-01-02T15:04:05.999Z"), e.Name, who(e)}
	if e.Value != nil {
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%d %s", *e.Value, e.Currency)))
	}
	for _, s := range []string{e.Sale, e.Team, e.Campaign} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if e.Referrer != nil {
		parts = append(parts, "from "+e.Referrer.Kind+"="+e.Referrer.Value)
	}
	if e.Properties != nil {
		parts = append(parts, string(e.Properties))
	}
	return strings.Join(parts, " | ") + "\n"
}

func who(e timeline.Event) string {
	p := e.Person
	ids := []string{p.UserID, p.Email, p.Phone, p.AnonymousID}
	for kind, id := range p.External {
		ids = append(ids, kind+"="+id)
	}
	if p.Name != "" {
		ids = append(ids, "("+p.Name+")")
	}
	if p.Fields != nil {
		ids = append(ids, fmt.Sprint(p.Fields))
	}
	return strings.Join(strings.Fields(strings.Join(ids, " ")), " ")
}

// TestSteps are small histories that can be checked by eye: what a mapping makes of a few lines.
func TestSteps(t *testing.T) {
	const head = "source: shop\nworkspace: {timezone: UTC}\nfiles:\n  - path: a.csv\n"
	const event = "    events:\n      - name: Order Completed\n        person: {user_id: who}\n        at: day\n"
	for _, c := range []struct{ what, mapping, file, want string }{
		{"plain", head + event + "        value: amount\n", "who,day,amount\nk1,2026-01-02,150000\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | 150000\n"},
		{"quotes, commas and lines within cells", head + event + "        properties: [note]\n",
			"who,day,note\nk1,2026-01-02,\"a, \"\"b\"\"\nc\"\nk2,2026-01-02, \"d\"\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | {\"note\":\"a, \\\"b\\\"\\nc\"}\n2026-01-02T00:00:00Z | Order Completed | k2 | {\"note\":\"d\"}\n"},
		{"a quote that is never closed costs one line", head + event, "who,day\nk1,\"2026-01-02\nk2,2026-01-03\n",
			"2026-01-03T00:00:00Z | Order Completed | k2\nrefused a.csv:2 : a quote that opens on this line is never closed; double a quote inside a text, or say quote: none\n"},
		{"semicolons are found out", head + event, "who;day\nk1;2026-01-02\n", "2026-01-02T00:00:00Z | Order Completed | k1\n"},
		{"short rows, empty lines, too many cells", head + event, "who,day,x\r\nk1,2026-01-02\r\n\r\nk2,2026-01-03,,\r\nk3,2026-01-04,a,b\r\n",
			"2026-01-02T00:00:00Z | Order Completed | k1\n2026-01-03T00:00:00Z | Order Completed | k2\nrefused a.csv:5 : has 4 cells, but there are 3 columns; is there a delimiter inside a text without quotes?\n"},
		{"skip and names of one's own", head + "    skip: 2\n    columns: [who, day]\n" + event, "Report\nof May\nKhách,Ngày\nk1,2026-01-02\n",
			"2026-01-02T00:00:00Z | Order Completed | k1\n"},
		{"lines of an old Macintosh", head + event, "who,day\rk1,2026-01-02\rk2,2026-01-03\r",
			"2026-01-02T00:00:00Z | Order Completed | k1\n2026-01-03T00:00:00Z | Order Completed | k2\n"},
		{"where, numbers as numbers and texts as texts", head + "    where: amount >= 9 and (code = \"01\" or not empty note) and not (who starts \"x\")\n" + event,
			"who,day,amount,code,note\nk1,2026-01-02,10,01,\nk2,2026-01-02,10,1,\nk3,2026-01-02,9.0,1,n\nx4,2026-01-02,10,01,\nk5,2026-01-02,8,01,\n",
			"2026-01-02T00:00:00Z | Order Completed | k1\n2026-01-02T00:00:00Z | Order Completed | k3\n"},
		{"in, contains, is empty, other words for the operators", head + "    where: who in (\"k1\", \"k2\") and note contains \"ô\" and code is empty and amount <> 3\n" + event,
			"who,day,amount,code,note\nk1,2026-01-02,1,,hôm\nk2,2026-01-02,3,,hôm\nk1,2026-01-02,1,x,hôm\nk3,2026-01-02,1,,hôm\n",
			"2026-01-02T00:00:00Z | Order Completed | k1\n"},
		{"true and false in any dress", head + "    where: paid = true and deleted != true\n" + event, "who,day,paid,deleted\nk1,2026-01-02,TRUE,False\nk2,2026-01-02,true,TRUE\nk3,2026-01-02,,\n",
			"2026-01-02T00:00:00Z | Order Completed | k1\n"},
		{"arithmetic; a blank is nothing in sums and makes a product blank", head + event + "        value: round([Unit price] × qty − discount ÷ 2)\n",
			"who,day,Unit price,qty,discount\nk1,2026-01-02,0.1,3,\nk2,2026-01-02,1000,3,501\nk3,2026-01-02,,3,\nk4,2026-01-02,a,3,\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | 0\n2026-01-02T00:00:00Z | Order Completed | k2 | 2750\n2026-01-02T00:00:00Z | Order Completed | k3\nrefused a.csv:5 Unit price: \"a\" is not a number\n"},
		{"currencies, units and money as written", head + event + "        value: amount\n        currency: cur\n",
			"who,day,amount,cur\nk1,2026-01-02,\"$1,234.565\",usd\nk2,2026-01-02,(12.5),KWD\nk3,2026-01-02,49.000,\nk4,2026-01-02,\"49,000 ₫\",VND\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | 123457 USD\n2026-01-02T00:00:00Z | Order Completed | k2 | -12500 KWD\n2026-01-02T00:00:00Z | Order Completed | k4 | 49000\nrefused a.csv:4 amount: \"49.000\" would be 49 VND, which has no fractions; if the . stands for thousands, say decimal: \",\"\n"},
		{"minor units", head + event + "        value: {column: amount, unit: minor}\n        currency: EUR\n", "who,day,amount\nk1,2026-01-02,1999\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | 1999 EUR\n"},
		{"refused with reasons", head + event + "        sale: {column: sale, required: true}\n", "who,day,sale\n,2026-01-02,a\nk2,,a\nk3,31/02/2026,a\nk4,2026-02-30,a\nk5,2026-01-02,\n",
			"refused a.csv:2 person: no identifier: every column that could say who this is, is empty\nrefused a.csv:3 day: is empty, so it is not known when this happened\n" +
				"refused a.csv:4 day: \"31/02/2026\": is not of the form 2024-01-31 or 2024-01-31 15:04:05; say how it is written: format: DD/MM/YYYY\nrefused a.csv:5 day: \"2026-02-30\": there is no such day\nrefused a.csv:6 sale: is empty\n"},
		{"blanks of the file", head + "    empty: [NULL, '-']\n" + event + "        properties: [x]\n", "who,day,x\nk1,2026-01-02,NULL\nk2,2026-01-02,-\n",
			"2026-01-02T00:00:00Z | Order Completed | k1\n2026-01-02T00:00:00Z | Order Completed | k2\n"},
		{"two events of a row, one refused", head + event + "      - name: Lead Captured\n        person: {email: mail}\n        at: seen\n", "who,day,mail,seen\nk1,2026-01-02,a@b.vn,2026-01-01\nk2,2026-01-03,,2026-01-01\n",
			"2026-01-02T00:00:00Z | Order Completed | k1\n2026-01-01T00:00:00Z | Lead Captured | a@b.vn\n2026-01-03T00:00:00Z | Order Completed | k2\nrefused a.csv:3 person: no identifier: every column that could say who this is, is empty\n"},
		{"names by a map: listed, made nothing of, unknown", head + "    events:\n      - name: {column: kind, map: {o: Order Completed, t: }}\n        person: {external: {pos: who}}\n        at: day\n", "who,day,kind\nk1,2026-01-02,o\nk2,2026-01-02,t\nk3,2026-01-02,z\n",
			"2026-01-02T00:00:00Z | Order Completed | pos=k1\nrefused a.csv:4 kind: \"z\" is not in the map of name; add it there, or say else\n"},
		{"joined texts, constants, types", head + "    events:\n      - name: Lead Captured\n        person: {email: mail, name: '= first & \" \" & last', fields: {city: city, age: {column: age, type: number}, vip: {column: vip, type: boolean}}}\n        at: {column: day, format: [DD/MM/YYYY, 'YYYY.MM.DD'], timezone: America/New_York}\n        team: {const: sales}\n        campaign: camp\n        referrer: {email: by}\n        properties: {n: {column: age, type: number}, k: {const: fixed}, five: 5, lower: {column: city, map: {Huế: hue}, else: other}}\n",
			"mail,first,last,city,age,vip,day,camp,by\na@b.vn,Lê,Hà,Huế,\"1,030\",có,31/01/2026,tết,c@d.vn\ne@f.vn,An,,Vinh,,0,2026.07.01,,\n",
			"2026-01-31T05:00:00Z | Lead Captured | a@b.vn (Lê Hà) map[age:1030 city:Huế vip:true] | sales | tết | from email=c@d.vn | {\"n\":1030,\"k\":\"fixed\",\"five\":5,\"lower\":\"hue\"}\n2026-07-01T04:00:00Z | Lead Captured | e@f.vn (An) map[city:Vinh vip:false] | sales | {\"k\":\"fixed\",\"five\":5,\"lower\":\"other\"}\n"},
		{"groups", head + "    decimal: \",\"\n    group:\n      by: order\n      fields: {total: {sum: price * qty}, lines: count, price: max, last: {last: item}, cheapest: {min: item}}\n" + event + "        value: total\n        properties: [item, last, cheapest, lines, price]\n",
			"order,who,day,item,qty,price\n1,k1,2026-01-02,b,2,\"10,5\"\n2,k2,2026-01-03,x,1,\"1.000\"\n1,k1,2026-01-02,a,1,\"9,25\"\n,k3,2026-01-02,a,1,1\n1,k1,2026-01-02,c,one,1\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | 30 | {\"item\":\"b\",\"last\":\"a\",\"cheapest\":\"a\",\"lines\":2,\"price\":\"10,5\"}\n2026-01-03T00:00:00Z | Order Completed | k2 | 1000 | {\"item\":\"x\",\"last\":\"x\",\"cheapest\":\"x\",\"lines\":1,\"price\":\"1.000\"}\n" +
				"refused a.csv:5 order: is empty, so the row belongs to no group\nrefused a.csv:6 qty: \"one\" is not a number\n"},
		{"sorted groups", head + "    group: {by: [order, who], sorted: true, fields: {amount: sum}}\n" + event + "        value: amount\n",
			"order,who,day,amount\n1,k1,2026-01-02,1\n1,k1,2026-01-02,2\n1,k2,2026-01-02,4\n2,k1,2026-01-02,8\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | 3\n2026-01-02T00:00:00Z | Order Completed | k2 | 4\n2026-01-02T00:00:00Z | Order Completed | k1 | 8\n"},
		{"lists in cells", head + "    explode: {column: items, separator: ;}\n" + event + "        properties: [items]\n", "who,day,items\nk1,2026-01-02,a; b\nk2,2026-01-02,\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | {\"items\":\"a\"}\n2026-01-02T00:00:00Z | Order Completed | k1 | {\"items\":\"b\"}\n"},
		{"JSON lists in cells", head + "    explode: items\n" + event + "        value: price\n        properties: [sku]\n", "who,day,items\nk1,2026-01-02,\"[{\"\"sku\"\":7,\"\"price\"\":2},{\"\"sku\"\":\"\"x\"\"}]\"\nk2,2026-01-02,none\n",
			"2026-01-02T00:00:00Z | Order Completed | k1 | 2 | {\"sku\":7}\n2026-01-02T00:00:00Z | Order Completed | k1 | {\"sku\":\"x\"}\nrefused a.csv:3 : \"none\" is not a list such as [1, 2]\n"},
	} {
		if got := history(t, c.mapping, map[string]string{"a.csv": c.file}); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
}

func TestJSONLines(t *testing.T) {
	const mapping = `
source: app
workspace: {timezone: UTC}
files:
  - path: log.jsonl
    where: type != "noise" and paid = true
    explode: cart.items
    events:
      - name: Order Completed
        person: {user_id: user.id, email: user.emails.0}
        at: {column: ts, format: unix}
        value: price * qty
        currency: USD
        properties: [sku, tags, ok, user.city, misspelt]
`
	got := history(t, mapping, map[string]string{"log.jsonl": `
{"type":"order","paid":true,"ts":1767225600,"user":{"id":7,"emails":["a@b.vn"],"city":"\u0110\u00e0 N\u1eb5ng"},"cart":{"items":[{"sku":"a\"b","price":1.25,"qty":2,"tags":["x", 1],"ok":true},{"sku":null,"price":3,"qty":1,"user":{"id":8}}]}}
{"type":"noise","paid":true,"ts":1,"cart":{"items":[{}]}}
{"type":"order","paid":true,"ts":1767225600,"user":{"id":9},"cart":{"items":{"sku":1}}}
[1]
{"type":
`})
	expect(t, "events", got, `2026-01-01T00:00:00Z | Order Completed | 7 a@b.vn | 250 USD | {"sku":"a\"b","tags":["x", 1],"ok":true,"user.city":"Đà Nẵng"}
2026-01-01T00:00:00Z | Order Completed | 8 a@b.vn | 300 USD | {"user.city":"Đà Nẵng"}
refused log.jsonl:4 : "{\"sku\":1}" is not a list such as [1, 2]
refused log.jsonl:5 : is not a JSON object; one row is {…} on one line
refused log.jsonl:6 : is not JSON
warning log.jsonl: no line has a field "misspelt"
`)
}

// TestJoinBesideJSONLines checks that a joined column is one, and not a field that no line has.
func TestJoinBesideJSONLines(t *testing.T) {
	const mapping = `
source: app
workspace: {timezone: UTC}
files:
  - path: log.jsonl
    join: {path: cities.csv, on: zip}
    events:
      - {name: Page Viewed, person: {user_id: id}, at: day, properties: [city, n]}
`
	got := history(t, mapping, map[string]string{
		"log.jsonl":  `{"id":"k1","day":"2026-01-02","zip":7,"n":1.50}`,
		"cities.csv": "zip,city\n7,Huế\n",
	})
	expect(t, "events", got, "2026-01-02T00:00:00Z | Page Viewed | k1 | {\"city\":\"Huế\",\"n\":1.50}\n")
}

func TestListsWithinLists(t *testing.T) {
	const mapping = `
source: app
workspace: {timezone: UTC}
files:
  - path: people.jsonl
    explode: [orders, lines]
    group: {by: [id, order], fields: {total: {sum: price * qty}, lines: count}}
    events:
      - {name: Order Completed, person: {user_id: id}, at: day, value: total, currency: USD, properties: [lines]}
`
	got := history(t, mapping, map[string]string{"people.jsonl": `
{"id":"k1","orders":[{"order":1,"day":"2026-01-02","lines":[{"price":1.5,"qty":2},{"price":1,"qty":1}]},{"order":2,"day":"2026-01-03","lines":[{"price":9,"qty":1}]}]}
{"id":"k2","orders":[]}
{"id":"k3","orders":[{"order":1,"day":"2026-01-04","lines":[{"price":2,"qty":1}]}]}
`})
	expect(t, "events", got, `2026-01-02T00:00:00Z | Order Completed | k1 | 400 USD | {"lines":2}
2026-01-03T00:00:00Z | Order Completed | k1 | 900 USD | {"lines":1}
2026-01-04T00:00:00Z | Order Completed | k3 | 200 USD | {"lines":1}
`)
}

func TestJoin(t *testing.T) {
	const mapping = `
source: shop
workspace: {timezone: UTC}
files:
  - path: a.csv
    join:
      - {path: people.csv, on: {who: id}, as: p, missing: %s}
    events:
      - {name: Order Completed, person: {user_id: who, email: mail, name: p.name}, at: day, properties: [name]}
`
	files := map[string]string{
		"a.csv":      "who,day,name\nk1,2026-01-02,Cà phê\nk9,2026-01-03,Trà\n",
		"people.csv": "id,mail,name\nk1,a@b.vn,Hà\nk1,c@d.vn,Lan\nk2,e@f.vn,Chi\n",
	}
	first := "2026-01-02T00:00:00Z | Order Completed | k1 a@b.vn (Hà) | {\"name\":\"Cà phê\"}\n"
	warning := "warning a.csv: 1 rows have no match in people.csv by who\nwarning a.csv: 1 rows of people.csv repeat a key; the first of each counts\n"
	expect(t, "keep", history(t, fmt.Sprintf(mapping, "keep"), files), first+"2026-01-03T00:00:00Z | Order Completed | k9 | {\"name\":\"Trà\"}\n"+warning)
	expect(t, "skip", history(t, fmt.Sprintf(mapping, "skip"), files), first+warning)
	expect(t, "refuse", history(t, fmt.Sprintf(mapping, "refuse"), files), first+"refused a.csv:3 who: \"k9\" is not in people.csv\n"+warning)
}

// TestEncodings reads one text in every dress it may come in.
func TestEncodings(t *testing.T) {
	const text = "who;day;note\nk1;2026-01-02;Café đá, Hường\n"
	const want = "2026-01-02T00:00:00Z | Order Completed | k1 | {\"note\":\"Café đá, Hường\"}\n"
	latin, err := charmap.Windows1252.NewEncoder().String("who;day;note\nk1;2026-01-02;Café\n")
	must(t, err)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	must(t, err)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err = z.Write([]byte(text))
	must(t, err)
	must(t, z.Close())
	// Windows-1258 writes ư as one letter and its grave accent as another.
	vietnamese := "who;day;note\nk1;2026-01-02;Caf\xe9 \xf0\xe1, H\xfd\xf5\xccng\n"
	for _, c := range []struct{ encoding, text, want string }{
		{"utf-8", text, want},
		{"utf-8", "\xef\xbb\xbf" + text, want},
		{"utf-8", packed.String(), want},
		{"utf-16", utf16, want},
		{"utf-8", utf16, want},
		{"windows-1258", vietnamese, want},
		{"latin-1", latin, strings.Replace(want, "Café đá, Hường", "Café", 1)},
		{"utf-8", latin, "refused a.csv:2 : is not UTF-8; say in which encoding the file is: encoding: windows-1258\n"},
	} {
		mapping := "source: s\nworkspace: {timezone: UTC}\nfiles:\n  - path: a.csv\n    encoding: " + c.encoding +
			"\n    events:\n      - {name: Order Completed, person: {user_id: who}, at: day, properties: [note]}\n"
		expect(t, c.encoding, history(t, mapping, map[string]string{"a.csv": c.text}), c.want)
	}
}
