package zalo

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"
)

const told = `{"app_id":"431","sender":{"id":"8613123456789012345"},"user_id_by_app":"55","recipient":{"id":"5000"},"event_name":"user_send_text","message":{"text":"Còn hàng không?","msg_id":"96d3cdf3af150460909"},"timestamp":"1543908534740"}`

func signature(body, app, stamp, secret string) string {
	sum := sha256.Sum256([]byte(app + body + stamp + secret))
	return hex.EncodeToString(sum[:])
}

// TestTheSignatureIsOfRawBytes: one sign more within the body, which means the same, is another body.
func TestTheSignatureIsOfRawBytes(t *testing.T) {
	good := signature(told, "431", "1543908534740", "oa")
	for header, want := range map[string]bool{good: true, "mac=" + good: true, "": false, "mac=": false, good[1:]: false, signature(told+" ", "431", "1543908534740", "oa"): false,
		signature(told, "431", "1543908534740", "app"): false, signature(told, "431", "1543908534741", "oa"): false} {
		if Signed(header, []byte(told), "431", "oa") != want {
			t.Errorf("%q", header)
		}
	}
	if Signed(good, []byte(told+" "), "431", "oa") || Signed(signature(told, "431", "1543908534740", ""), []byte(told), "431", "") || Signed(good, []byte("x"), "431", "oa") {
		t.Error("what was not signed is believed")
	}
}

func TestWhatZaloTells(t *testing.T) {
	for body, want := range map[string]Event{
		told: {Kind: Said, App: "431", OA: "5000", User: "8613123456789012345", ID: "96d3cdf3af150460909", Text: "Còn hàng không?", At: 1543908534740000},
		`{"app_id":"431","event_name":"user_send_image","timestamp":"1543908534740","sender":{"id":"8"},"recipient":{"id":"5"},"message":{"msg_id":"m","text":"Hỏng chỗ này","attachments":[{"type":"image","payload":{"thumbnail":"https://t","url":"https://f20.zdn.vn/a.jpg"}}]}}`: {Kind: Said, App: "431", OA: "5", User: "8", ID: "m", Text: "Hỏng chỗ này", Files: []File{{"", "https://f20.zdn.vn/a.jpg"}}, At: 1543908534740000},
		`{"event_name":"user_send_location","timestamp":"1","sender":{"id":"8"},"recipient":{"id":"5"},"message":{"msg_id":"m","attachments":[{"type":"location","payload":{"coordinates":{"latitude":"10.76","longitude":"106.64"}}}]}}`:                                             {Kind: Said, OA: "5", User: "8", ID: "m", Text: "geo:10.76,106.64", At: 1000},
		`{"event_name":"user_send_file","timestamp":"1","sender":{"id":"8"},"recipient":{"id":"5"},"message":{"msg_id":"m","attachments":[{"type":"file","payload":{"url":"https://f/1","name":"cv.pdf"}}]}}`:                                                                         {Kind: Said, OA: "5", User: "8", ID: "m", Files: []File{{"cv.pdf", "https://f/1"}}, At: 1000},
		`{"event_name":"user_send_link","timestamp":"1","sender":{"id":"8"},"recipient":{"id":"5"},"message":{"msg_id":"m","attachments":[{"type":"link","payload":{"url":"https://elsewhere.example/"}}]}}`:                                                                          {Kind: Said, OA: "5", User: "8", ID: "m", Text: "https://elsewhere.example/", At: 1000},
		`{"app_id":"431","oa_id":"5","event_name":"follow","timestamp":"2","follower":{"id":"8"}}`:                                                                                                                                                                                    {Kind: Followed, App: "431", OA: "5", User: "8", At: 2000},
		`{"event_name":"unfollow","timestamp":"2","oa_id":"5","follower":{"id":"8"}}`:                                                                                                                                                                                                 {Kind: Unfollowed, OA: "5", User: "8", At: 2000},
		`{"event_name":"user_submit_info","timestamp":"2","sender":{"id":"8"},"recipient":{"id":"5"},"info":{"name":"Lan","phone":"84961234567"}}`:                                                                                                                                    {Kind: Shared, OA: "5", User: "8", Name: "Lan", Phone: "+84961234567", At: 2000},
		`{"event_name":"user_received_message","timestamp":"2","sender":{"id":"5"},"recipient":{"id":"8"},"message":{"msg_id":"m","tracking_id":"out_1"}}`:                                                                                                                            {Kind: Received, ID: "m", IDs: []string{"m"}, Tracking: "out_1", At: 2000},
		`{"event_name":"user_seen_message","timestamp":2,"sender":{"id":"5"},"recipient":{"id":"8"},"message":{"msg_ids":["m","n"]}}`:                                                                                                                                                 {Kind: Seen, IDs: []string{"m", "n"}, At: 2000},
	} {
		got, err := Read([]byte(body))
		if err != nil || !same(got, want) {
			t.Errorf("%s: %+v %v", body, got, err)
		}
	}
	for _, body := range []string{"", "{}", "[]", `{"event_name":"follow","timestamp":"2"}`, `{"event_name":"user_send_text","timestamp":"2","sender":{"id":"8"}}`, `{"event_name":"user_send_text","timestamp":"x","sender":{"id":"8"},"message":{"msg_id":"m"}}`} {
		if e, err := Read([]byte(body)); err == nil {
			t.Errorf("%s: %+v", body, e)
		}
	}
}

func same(a, b Event) bool {
	ids := len(a.IDs) == len(b.IDs)
	for i := range a.IDs {
		ids = ids && a.IDs[i] == b.IDs[i]
	}
	ids = ids && slices.Equal(a.Files, b.Files)
	return ids && a.Kind == b.Kind && a.App == b.App && a.OA == b.OA && a.User == b.User && a.ID == b.ID && a.Tracking == b.Tracking && a.Text == b.Text && a.Name == b.Name && a.Phone == b.Phone && a.At == b.At
}

// FuzzRead: whatever comes, reading ends without a panic, and what is read is whole.
func FuzzRead(f *testing.F) {
	for _, s := range []string{told, "{}", `{"event_name":"follow","follower":{"id":1},"timestamp":1}`, `{"event_name":"user_send_file","timestamp":1e3,"sender":{"id":{}}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		_ = Signed("mac=x", body, "4", "s")
		e, err := Read(body)
		if err == nil && (e.At <= 0 || e.Kind == "" || e.Kind == Said && (e.User == "" || e.ID == "" || e.Text == "")) {
			t.Errorf("%q: %+v", body, e)
		}
	})
}
