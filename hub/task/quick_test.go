package task

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func zone(t testing.TB) *time.Location {
	z, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// It is a Monday, 10:15.
func monday(t testing.TB) time.Time { return time.Date(2026, 11, 23, 10, 15, 0, 0, zone(t)) }

func TestQuickLines(t *testing.T) {
	now := monday(t)
	for line, want := range map[string]string{
		"Gọi chị Lan mai 9h":                    "call|Gọi chị Lan|2026-11-24 09:00",
		"gọi chị Mai mai 9h30":                  "call|gọi chị Mai|2026-11-24 09:30",
		"gọi chị mai 9h":                        "call|gọi chị mai|2026-11-24 09:00", // nine has passed today
		"Gọi lại cho Mai chiều nay":             "call|Gọi lại cho Mai|2026-11-23 14:00",
		"Họp với anh Đức thứ 6 lúc 14h":         "meeting|Họp với anh Đức|2026-11-27 14:00",
		"Họp thứ hai 9 giờ rưỡi":                "meeting|Họp|2026-11-30 09:30",
		"gap chi Hoa 3h chieu thu 5":            "meeting|gap chi Hoa|2026-11-26 15:00",
		"Gửi báo giá cho công ty An Phát 25/12": "todo|Gửi báo giá cho công ty An Phát|2026-12-25",
		"Gửi mail cho anh Tú thứ tư tuần sau":   "email|Gửi mail cho anh Tú|2026-12-02",
		"Gia hạn hợp đồng 1/3":                  "todo|Gia hạn hợp đồng|2027-03-01",
		"Gia hạn hợp đồng 01/03/2028":           "todo|Gia hạn hợp đồng|2028-03-01",
		"Chúc giỗ tổ mùng 10/3 âm":              "todo|Chúc giỗ tổ|2027-04-16",
		"Đóng phí ngày 25":                      "todo|Đóng phí|2026-11-25",
		"Đóng phí ngày 20":                      "todo|Đóng phí|2026-12-20",
		"Nhắc lại sau 3 ngày":                   "todo|Nhắc lại|2026-11-26",
		"Nhắc lại 2 tuần nữa":                   "todo|Nhắc lại|2026-12-07",
		"Gọi lại 30 phút nữa":                   "call|Gọi lại|2026-11-23 10:45",
		"Gọi lại trong 30 phút nữa":             "call|Gọi lại|2026-11-23 10:45",
		"Xem ai mua trong 2 tuần":               "todo|Xem ai mua trong 2 tuần|",
		"Chốt đơn tối mai":                      "todo|Chốt đơn|2026-11-24 19:00",
		"Chốt đơn 8h tối":                       "todo|Chốt đơn|2026-11-23 20:00",
		"Chốt sổ cuối tháng":                    "todo|Chốt sổ|2026-11-30",
		"Tuần sau gọi chị Hạnh":                 "todo|gọi chị Hạnh|2026-11-30",
		"Gọi chị Lan ! mai":                     "call|Gọi chị Lan|2026-11-24|high",
		"Call Lan tomorrow at 9":                "call|Call Lan|2026-11-24 09:00",
		"Send the quote to An on friday":        "todo|Send the quote to An|2026-11-27",
		"Meet Minh next monday 3:30 pm":         "meeting|Meet Minh|2026-11-30 15:30",
		"Call back in 2 hours":                  "call|Call back|2026-11-23 12:15",
		"Call the shop 3pm":                     "call|Call the shop|2026-11-23 15:00",
		"Renew 2027-02-01":                      "todo|Renew|2027-02-01",
		"Gọi cho tôi":                           "call|Gọi cho tôi|",
		"Mua 2-3 hộp bánh":                      "todo|Mua 2-3 hộp bánh|",
		"Mua 12 hộp bánh":                       "todo|Mua 12 hộp bánh|",
		"Xem hợp đồng 31/2":                     "todo|Xem hợp đồng 31/2|",
		"Sáng tạo nội dung":                     "todo|Sáng tạo nội dung|",
		"mai":                                   "todo|mai|2026-11-24",
		"Gọi chị Thu":                           "call|Gọi chị Thu|",
		"Họp 12h trưa":                          "meeting|Họp|2026-11-23 12:00",
		"Họp 25h":                               "meeting|Họp 25h|",
	} {
		q := ParseQuick(line, now)
		due := q.DueDay
		if q.DueAt != 0 {
			due = time.UnixMicro(q.DueAt).In(now.Location()).Format("2006-01-02 15:04")
		}
		got := string(q.Kind) + "|" + q.Title + "|" + due
		if q.Priority == High {
			got += "|high"
		}
		if got != want {
			t.Errorf("%q is %s, not %s", line, got, want)
		}
	}
}

func FuzzQuickLinesAreReadWhole(f *testing.F) {
	for _, s := range []string{"Gọi chị Lan mai 9h", "at 9", "sau 3", "ngày", "10/3 âm", "9 giờ rưỡi", "next", "\xff 9h", "mùng 31/12 âm lịch", "in 999 weeks"} {
		f.Add(s)
	}
	now := monday(f)
	f.Fuzz(func(t *testing.T, line string) {
		q := ParseQuick(line, now)
		if !utf8.ValidString(q.Title) || q.DueDay != "" && q.DueAt != 0 || (q.Title == "") != (strings.TrimSpace(strings.Join(strings.Fields(strings.ToValidUTF8(line, "")), " ")) == "") {
			t.Errorf("%q is %+v", line, q)
		}
		if q.DueAt != 0 && q.DueAt < now.AddDate(-1, 0, 0).UnixMicro() && !strings.Contains(line, "-") && !strings.Contains(line, "/") {
			t.Errorf("%q is due long ago: %+v", line, q)
		}
	})
}
