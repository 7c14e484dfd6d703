package phrase

import "maps"

// Of calls that are repeated, and of those we make to other systems.
var ofCalls = map[string]string{
	"the Idempotency-Key is too long; take at most 255 characters, such as a UUID":            "Idempotency-Key quá dài; nhiều nhất là 255 ký tự, chẳng hạn một UUID",
	"this Idempotency-Key was used for another call; take a new one for each":                 "Idempotency-Key này đã dùng cho một lệnh khác; mỗi lệnh cần một khóa mới",
	"the call with this Idempotency-Key is still being carried out; ask again":                "lệnh với Idempotency-Key này còn đang được thực hiện; hãy hỏi lại sau",
	"this call was carried out as act %s, and its answer was lost; look there at what it did": "lệnh này đã được thực hiện, ghi là %s, nhưng câu trả lời đã mất; hãy xem ở đó nó đã làm gì",

	"write the whole address messages go to, such as https://example.com/hooks":                                                                       "hãy ghi đầy đủ địa chỉ nhận tin, như https://example.com/hooks",
	"this address leads to this machine or a private network, where messages do not go; set BANHDA_PRIVATE_WEBHOOKS=yes on the server if it is yours": "địa chỉ này dẫn tới chính máy này hoặc mạng nội bộ, nơi tin không được gửi tới; nếu đó là của bạn, đặt BANHDA_PRIVATE_WEBHOOKS=yes trên máy chủ",
	"a signing secret is whsec_ and base64":                        "khoá ký gồm whsec_ và base64",
	"there are %d webhooks already; remove one that is not needed": "đã có %d webhook; hãy bỏ một cái không cần nữa",
	"there are no messages of type %q; there are %s":               "không có tin loại %q; có các loại %s",
	"there is no webhook %s":                                       "không có webhook %s",
	"there is no delivery %s to webhook %s":                        "không có tin %s gửi tới webhook %s",
}

func init() { maps.Copy(vietnamese, ofCalls) }
