package phrase

import "maps"

// Of articles.
var ofArticles = map[string]string{
	"give the article a title of at most %d characters, in Vietnamese or in English": "hãy đặt tiêu đề cho bài, nhiều nhất %d ký tự, bằng tiếng Việt hoặc tiếng Anh",
	"the article says nothing yet; write it in the language of its title":            "bài chưa nói gì; hãy viết bằng ngôn ngữ của tiêu đề",
	"an article has at most %d blocks and %d kB; divide it":                          "một bài có nhiều nhất %d khối và %d kB; hãy chia ra",
	"an article has at most %d tags of %d characters":                                "một bài có nhiều nhất %d nhãn, mỗi nhãn %d ký tự",
	"an article is for everybody (public), for customers or for the team":            "bài dành cho mọi người (public), cho khách hàng (customers) hoặc cho đội ngũ (team)",
	"there are at most %d sections":                                                  "có nhiều nhất %d chuyên mục",
	"every section needs a name of at most %d characters":                            "mỗi chuyên mục cần một tên, nhiều nhất %d ký tự",
	"a section lies in a section at most once: two levels are easily looked over":    "chuyên mục chỉ lồng một tầng: hai tầng là dễ nhìn",
	"an article needs an id of at most %d characters":                                "bài cần một mã (id), nhiều nhất %d ký tự",
	"an article needs a title or a body":                                             "bài cần có tiêu đề hoặc nội dung",
	"a body has at most %d kB; divide the article":                                   "nội dung dài nhiều nhất %d kB; hãy chia bài ra",
	"an article":             "bài",
	"a section":              "chuyên mục",
	"there is no article %s": "không có bài %s",
	"somebody else changed this article meanwhile; look at it again":      "trong lúc đó có người khác đã sửa bài này; hãy xem lại",
	"this article was published before; take it from its readers instead": "bài này đã từng phát hành; hãy gỡ xuống thay vì xoá",
	"there is no section %s":                  "không có chuyên mục %s",
	"two articles of one call have the id %q": "hai bài trong cùng một lần gửi có chung mã %q",
	"something that was not found":            "điều không tìm thấy",
	"there is no %s among what was not found": "không có %s trong những điều không tìm thấy",
	"%s articles were not looked at for half a year; read them, and say that they are right or change them": "%s bài đã nửa năm chưa ai xem lại; hãy đọc rồi xác nhận còn đúng hoặc sửa",
}

func init() { maps.Copy(vietnamese, ofArticles) }
