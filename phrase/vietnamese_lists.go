package phrase

import "maps"

// Of lists of records, views, segments and what is done to many at once.
var ofLists = map[string]string{
	"a percentage from 0 to 100 to compare %s with": "một tỷ lệ phần trăm từ 0 đến 100 để so với %s",
	"one of = != < <= > >=":                         "một trong = != < <= > >=",
	"another condition: too few customers have bought on several days yet to forecast anything": "một điều kiện khác: chưa đủ khách mua vào nhiều ngày khác nhau để dự báo",
	"%s is a view of other records":                              "%s là bộ xem của loại bản ghi khác",
	"there is no view %s, or it is not shared with you":          "không có bộ xem %s, hoặc nó không được chia sẻ với bạn",
	"a view needs a name":                                        "bộ xem cần một tên",
	"a view has at most %d columns":                              "một bộ xem có nhiều nhất %d cột",
	"you are in no team to share a view with":                    "bạn chưa ở nhóm nào để chia sẻ bộ xem",
	"this view comes with the product; save another one from it": "bộ xem này có sẵn trong sản phẩm; hãy lưu một bộ xem khác từ nó",
	"this view is somebody else's; save one of your own from it": "bộ xem này là của người khác; hãy lưu một bộ xem của riêng bạn từ nó",
	"there is no segment %s":                                     "không có phân khúc %s",
	"a segment needs a name and a condition":                     "phân khúc cần một tên và một điều kiện",
	"there is a segment called %q already; take another name":    "đã có phân khúc tên %q; hãy chọn tên khác",
	"an order has at most %d fields":                             "sắp xếp theo nhiều nhất %d trường",
	"%s is of people's history: order by it alone":               "%s thuộc lịch sử của người: chỉ sắp xếp theo một mình nó",
	"nothing can be ordered by %q; order by a field with one value, such as name, owner or created_at": "không thể sắp xếp theo %q; hãy sắp xếp theo trường có một giá trị, như name, owner hoặc created_at",
	"say which records are meant: by a condition, a view, their ids, or that it is all of them":        "hãy nói rõ bản ghi nào: bằng điều kiện, bộ xem, mã của chúng, hoặc là tất cả",
	"say what to do with them: what to set, which tags to add or take off, or that they are deleted":   "hãy nói rõ làm gì: đặt giá trị nào, thêm hay bỏ nhãn nào, hoặc xóa",
	"these records are not among those you may change so":                                              "các bản ghi này không thuộc phạm vi bạn được thay đổi như vậy",
	"%s is each one's own; change it one by one":                                                       "%s là của riêng từng bản ghi; hãy sửa từng cái một",
}

func init() { maps.Copy(vietnamese, ofLists) }
