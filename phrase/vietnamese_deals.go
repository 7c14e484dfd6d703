package phrase

import "maps"

// Of deals: their pipelines, stages, reasons and shares.
var ofDeals = map[string]string{
	"something else: your role shows you no deals":                                                                      "điều khác: vai trò của bạn không xem được cơ hội",
	"%s: %q is no field of deals that somebody fills in":                                                                "%s: cơ hội không có trường %q để người dùng điền",
	"the shares come to %.2f percent; together they are 100":                                                            "các phần cộng lại là %.2f %%; phải đúng 100 %%",
	"two deals are never one; remove the one that was entered by mistake":                                               "hai cơ hội không bao giờ là một; hãy xóa cái nhập nhầm",
	"the person has no open deal that may be changed":                                                                   "khách này không có cơ hội đang mở nào được phép sửa",
	"say what the rows are: people, companies, products, orders or deals":                                               "hãy cho biết các dòng là gì: người, công ty, sản phẩm, đơn hàng hay cơ hội",
	"%s: a pipeline has stages for open deals, then the one in which they are won, then the one in which they are lost": "%s: một quy trình gồm các giai đoạn đang mở, rồi đến giai đoạn thắng, cuối cùng là giai đoạn thua",
	"there is at least one pipeline, and at most 20":                                                                    "phải có ít nhất một quy trình, nhiều nhất là 20",
	"name each seller once":                                           "nêu mỗi người bán một lần",
	"a product has at most %d pictures":                               "mỗi sản phẩm có nhiều nhất %d ảnh",
	"picture %d: send it in first, and name it as it is called then":  "ảnh %d: hãy gửi ảnh lên trước, rồi gọi đúng tên được trả về",
	"write the first and the last day as 2026-11-22, the first first": "hãy viết ngày đầu và ngày cuối theo dạng 2026-11-22, ngày đầu trước",
	"the key %s is taken, or written wrongly":                         "mã %s đã có hoặc viết sai",
	"%s: give the pipeline at least one stage for open deals":         "%s: quy trình cần ít nhất một giai đoạn cho cơ hội đang mở",
	"your role does not show what deals are worth":                    "vai trò của bạn không được xem giá trị cơ hội",
	"%s: say whether deals are won or lost by it":                     "%s: hãy cho biết đây là lý do thắng hay thua",
	"%d deals stand in the stage %s; move them first":                 "còn %d cơ hội ở giai đoạn %s; hãy chuyển chúng đi trước",
	"reason: %s fits no deal that stands like this one":               "reason: lý do %s không hợp với kết cục của cơ hội này",
	"give every pipeline, stage, step and reason a name":              "hãy đặt tên cho mọi quy trình, giai đoạn, việc và lý do",
	"a share lies between 0 and 100 percent":                          "mỗi phần nằm giữa 0 và 100 %%",
	"before the deal can come to this stage, fill in: %s":             "trước khi chuyển cơ hội đến giai đoạn này, hãy điền: %s",
	"%s: a probability lies between 0 and 100 percent":                "%s: xác suất nằm giữa 0 và 100 %%",
	"the person has no open deal":                                     "khách này không có cơ hội đang mở",
	"the deal has no products to write a quote of":                    "cơ hội này chưa có dòng hàng nào để soạn báo giá",
	"the deal has a quote already":                                    "cơ hội này đã có báo giá",
	"the person has no quote that waits for their answer":             "khách này không có báo giá nào đang chờ trả lời",
	"the customer was reminded of this quote already":                 "khách đã được nhắc về báo giá này rồi",
	"the person has an open deal already":                             "khách này đã có cơ hội đang mở",
	"before the deal can go on, tick off on its checklist: %s":        "trước khi cơ hội đi tiếp, hãy đánh dấu xong trong danh mục: %s",
	"a share is written in hundredths of a percent: 5000 is a half":   "phần chia viết theo phần trăm của một phần trăm: 5000 là một nửa",
	"there is no pipeline %s":                                         "không có quy trình %s",
}

func init() { maps.Copy(vietnamese, ofDeals) }
