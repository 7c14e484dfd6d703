package history

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

const benchMapping = `
source: shop
files:
  - path: orders.csv
    where: status != "cancelled"
    events:
      - name: Order Completed
        person: {user_id: customer, email: email, name: name}
        at: {column: placed, format: "DD/MM/YYYY HH:mm:ss"}
        value: amount
        sale: order
        properties: {utm_source: source, city: city, items: {column: items, type: number}}
`

func writeOrders(t testing.TB, path string, rows int) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "order,customer,email,name,placed,amount,items,city,source,status")
	for i := range rows {
		fmt.Fprintf(w, "DH%07d,KH%05d,kh%d@example.com,Nguyễn Thị Hường,%02d/%02d/2026 %02d:%02d:%02d,%d000,%d,Đà Nẵng,facebook,paid\n",
			i, i%50000, i%50000, i%28+1, i%12+1, i%24, i%60, i%60, i%900, i%9)
	}
	if err := errors.Join(w.Flush(), file.Close()); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkCSV measures rows of ten columns to events with four of them as properties. The aim is 300,000 a second.
func BenchmarkCSV(b *testing.B) {
	dir := b.TempDir()
	const rows = 200_000
	writeOrders(b, filepath.Join(dir, "orders.csv"), rows)
	m, err := ParseMapping("bench.yaml", []byte(benchMapping))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		drain(b, m, dir, rows)
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func drain(b *testing.B, m *Mapping, dir string, want int64) {
	r, err := Open(m, dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	for {
		if _, err := r.Next(context.Background()); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			b.Fatal(err)
		}
	}
	if got := r.Counts(); got.Events != want {
		b.Fatalf("%+v", got)
	}
}
