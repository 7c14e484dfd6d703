package phrase

import "maps"

// Of who may do what, and of the ways in.
var ofRights = map[string]string{
	// Permissions and roles.
	"there are no records called %q; there are %s":                                                      "không có loại hồ sơ %q; có các loại %s",
	"this is everything kept of somebody, and your role hides some of it from you; ask an owner for it": "đây là mọi điều được lưu về một người, mà vai trò của bạn bị ẩn một phần; hãy nhờ chủ sở hữu xuất giúp",
	"your role needs a second step at sign-in; set it up first":                                         "vai trò của bạn cần bước đăng nhập thứ hai; hãy cài đặt bước đó trước",
	"there is no role %q; the settings show which there are":                                            "không có vai trò %q; phần cài đặt cho biết có những vai trò nào",
	"somebody has this role still; give them another one first":                                         "vẫn còn người giữ vai trò này; hãy trao vai trò khác cho họ trước",
	"%q is built in, or no role; make one of your own from it":                                          "%q là vai trò có sẵn, hoặc không phải vai trò; hãy tạo vai trò riêng từ nó",
	"there is no role %s":                                                  "không có vai trò %s",
	"a role needs a name":                                                  "vai trò cần có tên",
	"%q is no permission; there are %s":                                    "%q không phải một quyền; có các quyền %s",
	"%q: %q is no right; write one such as \"update\": \"team\"":           "%q: %q không phải một quyền; hãy viết dạng \"update\": \"team\"",
	"%s: %q goes further than reading does; let them read as much":         "%s: %q đi xa hơn quyền đọc; hãy cho đọc rộng bằng từng ấy",
	"nothing can be hidden of %q":                                          "không ẩn được gì của %q",
	"%q cannot be hidden: it says which record is meant, or whose it is":   "không ẩn được %q: nó cho biết đó là hồ sơ nào, hoặc của ai",
	"there is one called %q already; take another name":                    "đã có cái tên %q; hãy chọn tên khác",
	"a team needs a name":                                                  "nhóm cần có tên",
	"there is no team %s":                                                  "không có nhóm %s",
	"only an owner changes all teams; who leads one changes who is in it":  "chỉ chủ tài khoản sửa được mọi nhóm; trưởng nhóm sửa được thành viên nhóm mình",
	"your role does not show you %q, nor what would tell it; leave it out": "vai trò của bạn không cho xem %q, cũng không cho hỏi điều làm lộ nó; hãy bỏ nó ra",
	"a team":        "một nhóm",
	"a role":        "một vai trò",
	"an invitation": "một lời mời",
	"whoever made this API key may sign in no more, and so the key opens nothing; have somebody else make a new one": "người tạo khoá API này không còn đăng nhập được nữa nên khoá không mở được gì; hãy nhờ người khác tạo khoá mới",

	// The second step.
	"the code is wrong or was used already; wait for the next one, or take a recovery code":                   "mã không đúng hoặc đã dùng rồi; hãy chờ mã kế tiếp, hoặc dùng một mã khôi phục",
	"this picture is not yours, or too old; begin again":                                                      "mã hình này không phải của bạn, hoặc đã cũ; hãy làm lại từ đầu",
	"the code does not fit; check that the clock of your phone is right, and take the code that is shown now": "mã không khớp; hãy xem đồng hồ điện thoại có đúng không, rồi lấy mã đang hiện",
	"there is no second step to recover from; set it up first":                                                "chưa có bước thứ hai để khôi phục; hãy cài đặt trước",
	"only somebody who is signed in has this; over the socket use banhda user":                                "chỉ người đã đăng nhập mới có mục này; trên máy chủ hãy dùng banhda user",
	"you are not signed in by %s any more":                                                                    "bạn không còn đăng nhập bằng %s nữa",
	"this was not sealed by this house, or not for this; was secret.key replaced?":                            "nội dung này không do máy chủ này niêm phong, hoặc dành cho việc khác; có phải secret.key đã bị thay?",

	// Invitations.
	"%s invites you to %s": "%s mời bạn vào %s",
	"Open this link and choose a password. It opens once, within 7 days:":       "Hãy mở liên kết này và chọn mật khẩu. Liên kết mở được một lần, trong 7 ngày:",
	"this invitation was taken up, withdrawn, or is too old; ask for a new one": "lời mời này đã được dùng, đã rút lại, hoặc quá hạn; hãy xin lời mời mới",
	"%s is a user already; sign in":                                             "%s đã là người dùng; hãy đăng nhập",
	"there is no invitation %s":                                                 "không có lời mời %s",

	// Providers of identity.
	"passwords open nothing here; sign in with your company's account. Where that is broken, an owner of the server runs banhda user passwords on": "ở đây mật khẩu không mở được gì; hãy đăng nhập bằng tài khoản công ty. Nếu cách đó hỏng, chủ máy chủ chạy banhda user passwords on",
	"no provider of identity is set up here; sign in with your password":                                                                           "ở đây chưa có nhà cung cấp danh tính; hãy đăng nhập bằng mật khẩu",
	"the provider of identity does not answer as one; check its address: %s":                                                                       "nhà cung cấp danh tính không trả lời đúng cách; hãy xem lại địa chỉ: %s",
	"without a provider of identity passwords are the only way in; set one up first":                                                               "không có nhà cung cấp danh tính thì mật khẩu là lối vào duy nhất; hãy cài đặt nhà cung cấp trước",
	"sign in by the provider once yourself before passwords open nothing any more: so it is sure to let you in":                                    "hãy tự đăng nhập qua nhà cung cấp một lần trước khi tắt mật khẩu: như vậy chắc chắn bạn vào được",
	"%q is not the address of a provider; write one such as https://accounts.google.com":                                                           "%q không phải địa chỉ của nhà cung cấp; hãy viết dạng https://accounts.google.com",
	"the provider gives each house a client id; write it here":                                                                                     "nhà cung cấp cấp cho mỗi nơi một mã client; hãy ghi vào đây",
}

func init() { maps.Copy(vietnamese, ofRights) }
