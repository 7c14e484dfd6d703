package capture

import (
	"fmt"
	"testing"
)

// hundred is a batch of a hundred calls of some four hundred bytes.
func hundred() []byte {
	b := []byte(`{"batch":[`)
	for i := range 100 {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, `{"type":"track","messageId":"bench-%012d","userId":"u%06d","event":"Product Viewed","timestamp":"2026-11-22T08:00:00.000Z","properties":{"product_id":"ca-phe-%d","category":"Hạt rang","price":120000,"quantity":1,"utm_source":"facebook"},`+
			`"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"},"page":{"url":"https://suongmai.vn/ca-phe/%d","title":"Cà phê Sương Mai"},"locale":"vi-VN"}}`, i, i, i, i)
	}
	return append(b, `],"sentAt":"2026-11-22T08:00:00.000Z"}`...)
}

// What the door does for a batch of a hundred.
func BenchmarkLook(b *testing.B) {
	body := hundred()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if h, err := Look(Batch, body); err != nil || h.Calls != 100 {
			b.Fatal(h, err)
		}
	}
}

// What is done behind, for the same.
func BenchmarkRead(b *testing.B) {
	r := Request{Route: Batch, Body: hundred(), ReceivedAt: received, Calls: 100, Currency: "VND"}
	b.SetBytes(int64(len(r.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if calls := r.Read(); calls[99].Err != nil {
			b.Fatal(calls[99].Err)
		}
	}
}
