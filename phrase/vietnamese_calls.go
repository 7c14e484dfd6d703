package phrase

import "maps"

// Of calls that are repeated, and of those we make to other systems.
var ofCalls = map[string]string{
	"the Idempotency-Key is too long; take at most 255 characters, such as a UUID":            "Idempotency-Key quá dài; nhiều nhất là 255 ký tự, chẳng hạn một UUID",
	"this Idempotency-Key was used for another call; take a new one for each":                 "Idempotency-Key này đã dùng cho một lệnh khác; mỗi lệnh cần một khóa mới",
	"the call with this Idempotency-Key is still being carried out; ask again":                "lệnh với Idempotency-Key này còn đang được thực hiện; hãy hỏi lại sau",
	"this call was carried out as act %s, and its answer was lost; look there at what it did": "lệnh này đã được thực hiện, ghi là %s, nhưng câu trả lời đã mất; hãy xem ở đó nó đã làm gì",
}

func init() { maps.Copy(vietnamese, ofCalls) }
