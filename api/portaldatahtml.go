package api

// dataWords are the words of a customer's own data, by their English names.
var dataWords = map[string]map[string]string{
	"about":         {"vi": "Về bạn", "en": "About you"},
	"name":          {"vi": "Họ và tên", "en": "Your name"},
	"honorific":     {"vi": "Cách xưng hô", "en": "How we address you"},
	"choose":        {"vi": "Chọn…", "en": "Choose…"},
	"birthday":      {"vi": "Ngày sinh", "en": "Birthday"},
	"lunar":         {"vi": "Tôi mừng sinh nhật theo âm lịch", "en": "I celebrate it by the lunar calendar"},
	"street":        {"vi": "Số nhà, đường", "en": "Street and number"},
	"ward":          {"vi": "Phường, xã", "en": "Ward or commune"},
	"province":      {"vi": "Tỉnh, thành phố", "en": "Province or city"},
	"addresses":     {"vi": "E-mail và điện thoại", "en": "E-mail and phone"},
	"address":       {"vi": "E-mail hoặc số điện thoại mới", "en": "New e-mail address or phone number"},
	"email":         {"vi": "E-mail mới", "en": "New e-mail address"},
	"phone":         {"vi": "Số điện thoại mới", "en": "New phone number"},
	"proof":         {"vi": "Chúng tôi gửi tới đó một mã để bạn xác nhận. Sau đó nó là địa chỉ chính của bạn.", "en": "We send a code there, by which you confirm it. It is your main one from then on."},
	"send":          {"vi": "Gửi mã", "en": "Send a code"},
	"code":          {"vi": "Mã 6 chữ số", "en": "Code of 6 digits"},
	"sent":          {"vi": "Chúng tôi vừa gửi mã gồm 6 chữ số tới", "en": "We have just sent a code of 6 digits to"},
	"late":          {"vi": "Mã dùng được 15 phút.", "en": "It works for 15 minutes."},
	"confirm":       {"vi": "Xác nhận", "en": "Confirm"},
	"code-address":  {"vi": "Xác nhận địa chỉ", "en": "Confirm the address"},
	"code-erase":    {"vi": "Xác nhận yêu cầu xoá dữ liệu", "en": "Confirm that your data is to be erased"},
	"take":          {"vi": "Mang dữ liệu theo", "en": "Take your data along"},
	"takeabout":     {"vi": "Hồ sơ, địa chỉ, đồng ý, yêu cầu và những gì bạn đã làm, trong một tệp ZIP.", "en": "Your record, addresses, consents, requests and what you did, in a ZIP file."},
	"download":      {"vi": "Tải dữ liệu của tôi", "en": "Download my data"},
	"ask":           {"vi": "Yêu cầu về dữ liệu", "en": "Ask about your data"},
	"askabout":      {"vi": "Chúng tôi trả lời trong thời hạn luật định. Bạn xem trạng thái ở đây.", "en": "We answer within the time the law gives. You see here how far it is."},
	"what":          {"vi": "Bạn yêu cầu gì", "en": "What you ask for"},
	"wish":          {"vi": "Nói thêm (không bắt buộc)", "en": "In your words (if you like)"},
	"asknow":        {"vi": "Gửi yêu cầu", "en": "Send the request"},
	"kind-access":   {"vi": "Bản sao mọi thông tin, gồm cả ghi chú nội bộ", "en": "A copy of everything, what colleagues wrote included"},
	"kind-rectify":  {"vi": "Sửa thông tin", "en": "Put something right"},
	"kind-erase":    {"vi": "Xoá dữ liệu của tôi", "en": "Erase my data"},
	"kind-restrict": {"vi": "Hạn chế sử dụng", "en": "Limit the use of it"},
	"kind-object":   {"vi": "Phản đối việc sử dụng", "en": "Object to the use of it"},
	"kind-withdraw": {"vi": "Rút lại đồng ý", "en": "Withdraw consent"},
	"state-open":    {"vi": "Đang xử lý", "en": "Being worked on"},
	"state-done":    {"vi": "Đã xong", "en": "Done"},
	"state-refused": {"vi": "Bị từ chối", "en": "Refused"},
	"due":           {"vi": "trả lời trước", "en": "answered by"},
	"erase":         {"vi": "Xoá dữ liệu của tôi", "en": "Erase my data"},
	"eraseabout":    {"vi": "Không lấy lại được. Chúng tôi gửi mã để chắc chắn đó là bạn; sau đó yêu cầu mới có hiệu lực.", "en": "It cannot be undone. We send you a code to be sure it is you; only then it counts."},
	"nosend":        {"vi": "Hiện chưa gửi được mã; hãy liên hệ với chúng tôi.", "en": "No code can be sent at present; please get in touch with us."},
	"sessions":      {"vi": "Nơi bạn đăng nhập", "en": "Where you are signed in"},
	"here":          {"vi": "thiết bị này", "en": "this device"},
	"used":          {"vi": "dùng lần cuối", "en": "last used"},
	"out":           {"vi": "Đăng xuất nơi này", "en": "Sign it out"},
}

var dataPages = panelPages(dataWords, `{{define "code"}}{{template "myhead" .}}{{$l := .Language}}<form class="card" method="post" action="/my/data/code"><p>{{word $l "sent"}} <strong>{{.About}}</strong>. {{word $l "late"}}</p><label class="over" for="code">{{word $l "code"}}</label><input id="code" name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="12" autofocus><p class="row"><button>{{word $l "confirm"}}</button> <a href="/my/data">{{my $l "back"}}</a></p></form>{{template "myfoot" .}}{{end}}
{{define "data"}}{{template "myhead" .}}{{$l := .Language}}{{with .About}}{{$p := .}}<form class="card" method="post" action="/my/data" accept-charset="utf-8"><h2>{{word $l "about"}}</h2><label class="over" for="name">{{word $l "name"}} *</label><input id="name" name="name" required maxlength="200" autocomplete="name" value="{{.Name}}">
{{if .Honorifics}}<label class="over" for="honorific">{{word $l "honorific"}}</label><select id="honorific" name="honorific"><option value="">{{word $l "choose"}}</option>{{range .Honorifics}}<option value="{{.Key}}"{{if .Chosen}} selected{{end}}>{{.Label}}</option>{{end}}</select>{{end}}
<label class="over" for="birthday">{{word $l "birthday"}}</label><input id="birthday" name="birthday" type="date" autocomplete="bday" value="{{.Birthday}}"><label><input type="checkbox" name="lunar" value="1"{{if .Lunar}} checked{{end}}>{{word $l "lunar"}}</label>
<label class="over" for="street">{{word $l "street"}}</label><input id="street" name="street" maxlength="300" autocomplete="street-address" value="{{.Street}}"><label class="over" for="ward">{{word $l "ward"}}</label><input id="ward" name="ward" maxlength="100" autocomplete="address-level2" value="{{.Ward}}"><label class="over" for="province">{{word $l "province"}}</label><select id="province" name="province" autocomplete="address-level1"><option value="">{{word $l "choose"}}</option>{{range .Provinces}}<option{{if eq . $p.Province}} selected{{end}}>{{.}}</option>{{end}}</select><p><button>{{my $l "save"}}</button></p></form>
<section class="card"><h2>{{word $l "addresses"}}</h2>{{range .Emails}}<p>{{.}}</p>{{end}}{{range .Phones}}<p>{{.}}</p>{{end}}{{if or .ByEmail .ByPhone}}<form method="post" action="/my/data/address"><label class="over" for="address">{{if and .ByEmail .ByPhone}}{{word $l "address"}}{{else if .ByEmail}}{{word $l "email"}}{{else}}{{word $l "phone"}}{{end}}</label><input id="address" name="address" required maxlength="254"><p class="soft">{{word $l "proof"}}</p><p><button class="second">{{word $l "send"}}</button></p></form>{{end}}</section>
<section class="card"><h2>{{word $l "take"}}</h2><p class="soft">{{word $l "takeabout"}}</p><form method="post" action="/my/data/download"><p><button class="second">{{word $l "download"}}</button></p></form></section>
<section class="card"><h2>{{word $l "ask"}}</h2><p class="soft">{{word $l "askabout"}}</p>{{range .Requests}}<p>{{.Kind}}: <strong>{{.State}}</strong> <span class="soft">({{word $l "due"}} {{.Due}})</span>{{with .Outcome}}<br>{{.}}{{end}}</p>{{end}}
<details><summary>{{word $l "what"}}</summary><form method="post" action="/my/data/ask"><label class="over" for="kind">{{word $l "what"}}</label><select id="kind" name="kind"><option value="access">{{word $l "kind-access"}}</option><option value="rectify">{{word $l "kind-rectify"}}</option><option value="restrict">{{word $l "kind-restrict"}}</option><option value="object">{{word $l "kind-object"}}</option><option value="withdraw">{{word $l "kind-withdraw"}}</option></select><label class="over" for="wish">{{word $l "wish"}}</label><textarea id="wish" name="wish" rows="3" maxlength="2000"></textarea><p><button class="second">{{word $l "asknow"}}</button></p></form></details></section>
<section class="card"><h2>{{word $l "sessions"}}</h2>{{range .Sessions}}<div class="row"><p>{{.Device}}<br><span class="soft">{{if .Here}}{{word $l "here"}} · {{end}}{{word $l "used"}} {{.Used}}</span></p>{{if not .Here}}<form method="post" action="/my/data/sign-out"><button class="second" name="session" value="{{.ID}}">{{word $l "out"}}</button></form>{{end}}</div>{{end}}</section>
{{if not .Erasing}}<section class="card"><h2>{{word $l "erase"}}</h2><p class="soft">{{word $l "eraseabout"}}</p>{{if .Sends}}<form method="post" action="/my/data/ask"><p><button class="second" name="kind" value="erase">{{word $l "erase"}}</button></p></form>{{else}}<p>{{word $l "nosend"}}</p>{{end}}</section>{{end}}{{end}}{{template "myfoot" .}}{{end}}`)
