package main

import (
	"strconv"

	"banhda/drive/flow"
)

// The made-up history every measurement runs on: people who browse, put things in carts and sometimes buy, over two
// years. Event k depends on k alone, so any part of it can be made again anywhere.
const (
	historyStart = 1_704_067_200_000_000 // 2024-01-01 UTC
	historySpan  = 2 * 365 * 24 * 3600 * 1_000_000
)

// names with their share of a thousand events.
var names = []struct {
	name  string
	share int
}{
	{"Page Viewed", 520}, {"Product Viewed", 300}, {"Product Added", 80}, {"Email Link Clicked", 40},
	{"Checkout Started", 25}, {"Form Submitted", 15}, {"Order Completed", 12}, {"Product Used", 8},
}

var channels = []string{"google", "facebook", "zalo", "tiktok", "email", "referral", "cococ", "youtube"}

type history struct {
	people, events int64
}

// event is the k-th event of the history, in order of arrival, which is also order of time.
func (h history) event(k int64) flow.Event {
	r := mix(uint64(k))
	e := flow.Event{
		Seq:     k + 1,
		Profile: int64(r%uint64(h.people)) + 1,
		At:      historyStart + k*(historySpan/h.events),
		ID:      "bench-" + pad(k),
		Source:  "bench",
	}
	e.ReceivedAt = e.At
	pick, rest := int(r>>40)%1000, mix(r)
	for _, n := range names {
		if pick -= n.share; pick < 0 {
			e.Name = n.name
			break
		}
	}
	channel := channels[rest%uint64(len(channels))]
	page := strconv.Itoa(int(rest>>8) % 400)
	e.Properties = []byte(`{"utm_source":"` + channel + `","page":"/san-pham/` + page + `","device":"` + device(rest) + `"}`)
	e.Channel = channel
	if e.Name == "Order Completed" {
		e.HasValue, e.Value, e.Currency = true, 50_000+int64(rest>>20%200)*5_000, "VND"
		e.Sale = "dh-" + pad(k)
	}
	return e
}

func device(r uint64) string {
	if r>>60 < 11 {
		return "mobile"
	}
	return "desktop"
}

func pad(k int64) string {
	s := strconv.FormatInt(k, 10)
	return "000000000000"[:12-len(s)] + s
}

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
