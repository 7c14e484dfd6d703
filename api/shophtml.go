package api

import "html/template"

// shopWords are the words of the shop, by their English names.
var shopWords = map[string]map[string]string{
	"title":           {"vi": "Cửa hàng", "en": "Shop"},
	"about":           {"vi": "Mua trực tuyến tại", "en": "Buy online from"},
	"search":          {"vi": "Tìm sản phẩm", "en": "Look for products"},
	"find":            {"vi": "Tìm", "en": "Search"},
	"all":             {"vi": "Tất cả", "en": "All"},
	"groups":          {"vi": "Nhóm hàng", "en": "Categories"},
	"add":             {"vi": "Thêm vào giỏ", "en": "Add to cart"},
	"addof":           {"vi": "Thêm vào giỏ:", "en": "Add to cart:"},
	"compare":         {"vi": "So sánh", "en": "Compare"},
	"tocompare":       {"vi": "Chọn để so sánh:", "en": "Compare:"},
	"comparehint":     {"vi": "Hãy chọn hai đến bốn sản phẩm trong cửa hàng rồi bấm So sánh.", "en": "Choose two to four products in the shop, then press Compare."},
	"none":            {"vi": "Không có sản phẩm nào như vậy.", "en": "There is no such product."},
	"next":            {"vi": "Xem tiếp", "en": "More"},
	"cart":            {"vi": "Giỏ hàng", "en": "Cart"},
	"empty":           {"vi": "Giỏ hàng đang trống.", "en": "Your cart is empty."},
	"goon":            {"vi": "Xem sản phẩm", "en": "Look at products"},
	"quantity":        {"vi": "Số lượng", "en": "Quantity"},
	"update":          {"vi": "Cập nhật số lượng", "en": "Update quantities"},
	"remove":          {"vi": "Bỏ", "en": "Remove"},
	"each":            {"vi": "mỗi", "en": "each"},
	"voucher":         {"vi": "Mã ưu đãi", "en": "Voucher code"},
	"usevoucher":      {"vi": "Dùng mã", "en": "Use it"},
	"novoucher":       {"vi": "Bỏ mã ưu đãi", "en": "Do not use the voucher"},
	"off":             {"vi": "Phiếu ưu đãi", "en": "Voucher"},
	"worth":           {"vi": "Tiền hàng", "en": "Goods"},
	"delivery":        {"vi": "Phí giao hàng", "en": "Delivery"},
	"free":            {"vi": "Miễn phí", "en": "Free"},
	"total":           {"vi": "Tổng cộng", "en": "Total"},
	"tax":             {"vi": "trong đó thuế GTGT", "en": "of which VAT"},
	"short":           {"vi": "Hãy chọn thêm để đủ đơn tối thiểu, còn thiếu", "en": "The least order is not reached yet; still missing:"},
	"gone":            {"vi": "Có sản phẩm trong giỏ không còn bán; nó không được tính.", "en": "Something in your cart is not sold any more; it is left out."},
	"toorder":         {"vi": "Đặt hàng", "en": "Order"},
	"order":           {"vi": "Đặt hàng", "en": "Order"},
	"signin":          {"vi": "Đăng nhập để khỏi điền lại", "en": "Sign in, and it is filled in"},
	"login":           {"vi": "Đăng nhập", "en": "Sign in"},
	"name":            {"vi": "Họ và tên", "en": "Your name"},
	"email":           {"vi": "E-mail", "en": "E-mail"},
	"phone":           {"vi": "Số điện thoại", "en": "Phone number"},
	"either":          {"vi": "Hãy ghi số điện thoại hoặc e-mail; có e-mail, bạn nhận được thư xác nhận.", "en": "Give a phone number or an e-mail address; by e-mail you get a confirmation."},
	"street":          {"vi": "Số nhà, đường", "en": "Street and number"},
	"ward":            {"vi": "Phường, xã", "en": "Ward or commune"},
	"province":        {"vi": "Tỉnh, thành phố", "en": "Province or city"},
	"choose":          {"vi": "Chọn…", "en": "Choose…"},
	"keep":            {"vi": "Nhớ địa chỉ này cho lần sau", "en": "Keep this address for next time"},
	"note":            {"vi": "Ghi chú (không bắt buộc)", "en": "Note (if you like)"},
	"terms":           {"vi": "Điều khoản", "en": "Terms"},
	"agree":           {"vi": "Tôi đồng ý với điều khoản và để thông tin trên được dùng cho đơn hàng này.", "en": "I agree to the terms, and that what I wrote is used for this order."},
	"place":           {"vi": "Đặt hàng và thanh toán", "en": "Order and pay"},
	"trap":            {"vi": "Để trống ô này", "en": "Leave this empty"},
	"orders":          {"vi": "Đơn hàng của bạn", "en": "Your orders"},
	"noorders":        {"vi": "Bạn chưa đặt đơn nào.", "en": "You have not ordered anything yet."},
	"again":           {"vi": "Mua lại", "en": "Order again"},
	"againof":         {"vi": "Mua lại đơn", "en": "Order again:"},
	"show":            {"vi": "Xem đơn", "en": "See it"},
	"mine":            {"vi": "Trang của tôi", "en": "My page"},
	"reviews":         {"vi": "Khách nói gì", "en": "What customers say"},
	"count":           {"vi": "đánh giá", "en": "reviews"},
	"one":             {"vi": "đánh giá", "en": "review"},
	"photo":           {"vi": "Ảnh của khách", "en": "A customer’s picture"},
	"answer":          {"vi": "Trả lời", "en": "Answer"},
	"state-unpaid":    {"vi": "Chờ thanh toán", "en": "Waits to be paid"},
	"state-confirmed": {"vi": "Đã trả một phần", "en": "Paid in part"},
	"state-completed": {"vi": "Đã thanh toán", "en": "Paid"},
	"state-cancelled": {"vi": "Đã huỷ", "en": "Cancelled"},
	"state-refunded":  {"vi": "Đã hoàn tiền", "en": "Given back"},
	"goesto":          {"vi": "Giao tới", "en": "Goes to"},
	"price":           {"vi": "Giá (đã gồm thuế)", "en": "Price (with tax)"},
	"unit":            {"vi": "Đơn vị", "en": "Unit"},
	"category":        {"vi": "Nhóm hàng", "en": "Category"},
	"sku":             {"vi": "Mã hàng", "en": "SKU"},
	"text":            {"vi": "Mô tả", "en": "Description"},
	"product":         {"vi": "Sản phẩm", "en": "Product"},
	"required":        {"vi": "bắt buộc", "en": "required"},
	"chat":            {"vi": "Hỏi chúng tôi", "en": "Ask us"},
	"other":           {"vi": "English", "en": "Tiếng Việt"},
	"otherkey":        {"vi": "en", "en": "vi"},
}

var shopPages = template.Must(template.Must(bookingPages.Clone()).Funcs(template.FuncMap{"shop": func(language, key string) string { return shopWords[key][language] }}).Parse(shopHTML))

const shopHTML = `{{define "shophead"}}<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{.Title}}{{with .Who}} · {{.}}{{end}}</title>{{if .Hidden}}<meta name="robots" content="noindex">{{else}}{{with .About}}<meta name="description" content="{{.}}"><meta property="og:description" content="{{.}}">{{end}}<meta property="og:title" content="{{.Title}}">{{with .Picture}}<meta property="og:image" content="{{.}}">{{end}}{{with .Canonical}}<link rel="canonical" href="{{.}}"><meta property="og:url" content="{{.}}">{{end}}{{end}}
{{template "letterstyle"}}{{template "bookstyle"}}<style>main{max-width:64rem}.top{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;margin-bottom:1rem}.top a,.groups a{display:inline-flex;align-items:center;min-height:44px}.top strong{flex:1 0 auto}.narrow{max-width:34rem}.groups{display:flex;flex-wrap:wrap;gap:0 1rem;margin:.5rem 0}.groups [aria-current]{font-weight:700;text-decoration:none;color:inherit}
.search{display:flex;gap:.5rem}.search input{flex:1;min-width:0}ul.goods{list-style:none;padding:0;margin:1rem 0;display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem}.goods li{display:flex;flex-direction:column;gap:.25rem}.goods h2{font-size:1.05rem;margin:0;overflow-wrap:anywhere}.goods p{margin:0}.goods .foot{margin-top:auto;padding-top:.5rem}.price{font-size:1.15rem;font-weight:700}.goods img,.one img,.wide th img{max-width:100%;height:auto;border-radius:6px}.goods img{width:100%;aspect-ratio:4/3;object-fit:contain}.one>img{max-height:32rem;object-fit:contain}.wide th img{display:block;width:7rem;aspect-ratio:4/3;object-fit:contain;margin-bottom:.5rem}.others{list-style:none;padding:0;margin:.5rem 0;display:grid;grid-template-columns:repeat(auto-fill,minmax(6rem,1fr));gap:.5rem}.others img{display:block;width:100%;aspect-ratio:1;object-fit:cover}.what{display:flex;gap:.75rem;align-items:center;min-width:0}.what img{width:4rem;height:4rem;object-fit:cover;border-radius:6px;flex:none}
table{width:100%;border-collapse:collapse}td,th{padding:.5rem .5rem .5rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}tr+tr td,tr+tr th{border-top:1px solid #dfe6e4}.wide{overflow-x:auto}.wide td,.wide th{min-width:7.5rem}.item{display:grid;grid-template-columns:1fr auto;gap:.25rem 1rem;padding:.75rem 0;border-top:1px solid #dfe6e4}.item .n{text-align:right;white-space:nowrap}.item input{width:5rem!important}.code{display:flex;gap:.5rem;padding:.25rem 0 .75rem}.code input{flex:1;min-width:0}.item .row{display:flex;gap:.5rem;align-items:center}
dl.sum{grid-template-columns:1fr auto}dl.sum dd{text-align:right}dl.sum .all{font-size:1.25rem;font-weight:700;color:inherit}.terms{max-height:12rem;overflow:auto;border:1px solid #dfe6e4;border-radius:8px;padding:.75rem;white-space:pre-line}a.button{display:inline-flex;align-items:center;min-height:44px;padding:0 1.25rem;border-radius:6px;background:#0b6e63;color:#fff;font-weight:600;text-decoration:none}@media(prefers-color-scheme:dark){tr+tr td,tr+tr th,.item{border-color:#2c3a37}.terms{border-color:#2c3a37}a.button{background:#5fd0c0;color:#0b1211}}</style></head>
<body><main>{{$l := .Language}}<nav class="top" aria-label="{{shop $l "title"}}"><strong><a href="/shop/?lang={{$l}}">{{with .Who}}{{.}}{{else}}{{shop $l "title"}}{{end}}</a></strong><a href="/shop/cart?lang={{$l}}">{{shop $l "cart"}} ({{.Count}})</a>{{if .Chat}}<a href="/chat/page?lang={{$l}}">{{shop $l "chat"}}</a>{{end}}{{if .Portal}}<a href="/my/?lang={{$l}}">{{shop $l "mine"}}</a>{{end}}{{if .Signed}}<a href="/shop/orders?lang={{$l}}">{{shop $l "orders"}}</a><a href="/in/?to=/shop/&amp;lang={{$l}}">{{.Signed}}</a>{{else}}<a href="/in/?to=/shop/&amp;lang={{$l}}">{{shop $l "login"}}</a>{{end}}</nav>{{end}}
{{define "shopimage"}}<img src="{{.URL}}"{{with .Sizes}} srcset="{{.}}" sizes="(max-width: 40rem) 92vw, 34rem"{{end}}{{if .Width}} width="{{.Width}}" height="{{.Height}}"{{end}} alt="{{.Alt}}" loading="lazy">{{end}}
{{define "shopfoot"}}<p><a href="{{.Other}}" lang="{{shop .Language "otherkey"}}">{{shop .Language "other"}}</a></p>{{template "foot" .}}{{end}}
{{define "list"}}{{template "shophead" .}}{{$l := .Language}}<h1>{{.Title}}</h1><form class="search" method="get" action="/shop/" role="search"><input type="hidden" name="lang" value="{{$l}}"><input name="q" type="search" aria-label="{{shop $l "search"}}" placeholder="{{shop $l "search"}}" maxlength="100" value="{{.Q}}"><button>{{shop $l "find"}}</button></form>
{{if gt (len .Categories) 2}}<nav class="groups" aria-label="{{shop $l "groups"}}">{{range .Categories}}<a href="{{.URL}}"{{if .Here}} aria-current="page"{{end}}>{{.Name}}</a>{{end}}</nav>{{end}}
{{if .Goods}}<form method="get" action="/shop/compare"><input type="hidden" name="lang" value="{{$l}}"><ul class="goods">{{range .Goods}}<li class="card">{{with .Image}}{{template "shopimage" .}}{{end}}<h2><a href="{{.URL}}">{{.Name}}</a></h2><p class="soft">{{.Category}}</p><div class="foot"><p class="price">{{.Price}}</p><label><input type="checkbox" name="p" value="{{.ID}}" aria-label="{{shop $l "tocompare"}} {{.Name}}">{{shop $l "compare"}}</label><button formmethod="post" formaction="/shop/cart" name="add" value="{{.ID}}" aria-label="{{shop $l "addof"}} {{.Name}}">{{shop $l "add"}}</button></div></li>{{end}}</ul><button class="second">{{shop $l "compare"}}</button></form>{{with .Next}}<p><a href="{{.}}">{{shop $l "next"}} →</a></p>{{end}}{{else}}<p role="status">{{shop $l "none"}}</p>{{end}}{{template "shopfoot" .}}{{end}}
{{define "product"}}{{template "shophead" .}}{{$l := .Language}}{{with .One}}<article class="card one narrow">{{with .Image}}{{template "shopimage" .}}{{end}}{{with .Others}}<ul class="others">{{range .}}<li>{{template "shopimage" .}}</li>{{end}}</ul>{{end}}<h1>{{.Name}}</h1><p class="soft">{{.Category}}{{if .SKU}} · {{.SKU}}{{end}}</p><p class="price">{{.Price}}{{with .Unit}} <span class="soft">/ {{.}}</span>{{end}}</p>{{with .Text}}<p class="pre">{{.}}</p>{{end}}
<form method="post" action="/shop/cart"><input type="hidden" name="lang" value="{{$l}}"><input type="hidden" name="add" value="{{.ID}}"><label class="over" for="quantity">{{shop $l "quantity"}}</label><input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="999" value="1"><p><button>{{shop $l "add"}}</button></p></form></article>{{end}}{{with .Reviews}}<section class="card narrow" aria-labelledby="reviews"><h2 id="reviews">{{shop $l "reviews"}}</h2><p><strong>★ {{.Mean}}</strong> · {{.Count}} {{if eq .Count 1}}{{shop $l "one"}}{{else}}{{shop $l "count"}}{{end}}</p>{{range .List}}<div class="item one"><span>{{.Stars}} <strong>{{.Name}}</strong></span><span class="n soft">{{.Day}}</span></div>{{with .Text}}<p class="pre">{{.}}</p>{{end}}{{with .Photo}}<p class="one"><img src="{{.}}" alt="{{shop $l "photo"}}" loading="lazy"></p>{{end}}{{with .Reply}}<p class="said"><strong>{{shop $l "answer"}}:</strong> {{.}}</p>{{end}}{{end}}</section>{{end}}<script type="application/ld+json">{{.Data}}</script>{{template "shopfoot" .}}{{end}}
{{define "compare"}}{{template "shophead" .}}{{$l := .Language}}<h1>{{.Title}}</h1>{{if .Goods}}<div class="card wide" tabindex="0" role="region" aria-label="{{.Title}}"><table><thead><tr><th scope="col">{{shop $l "product"}}</th>{{range .Goods}}<th scope="col">{{with .Image}}{{template "shopimage" .}}{{end}}<a href="{{.URL}}">{{.Name}}</a></th>{{end}}</tr></thead><tbody>{{range .Rows}}<tr><th scope="row">{{.Name}}</th>{{range .Cells}}<td>{{.}}</td>{{end}}</tr>{{end}}</tbody></table>
<form method="post" action="/shop/cart"><input type="hidden" name="lang" value="{{$l}}"><p>{{range .Goods}}<button name="add" value="{{.ID}}" class="second">{{shop $l "addof"}} {{.Name}}</button> {{end}}</p></form></div>{{else}}<p role="status">{{shop $l "comparehint"}}</p>{{end}}<p><a href="/shop/?lang={{$l}}">{{shop $l "goon"}}</a></p>{{template "shopfoot" .}}{{end}}
{{define "shopsum"}}{{$l := .Language}}{{with .Bill}}<dl class="sum"><dt>{{shop $l "worth"}}</dt><dd>{{.Worth}}</dd><dt>{{shop $l "delivery"}}</dt><dd>{{if .Free}}{{shop $l "free"}}{{else}}{{.Delivery}}{{end}}</dd>{{with .Off}}<dt>{{shop $l "off"}}</dt><dd>{{.}}</dd>{{end}}<dt class="all">{{shop $l "total"}}</dt><dd class="all">{{.Total}}</dd><dt>{{shop $l "tax"}}</dt><dd>{{.Tax}}</dd></dl>{{end}}{{end}}
{{define "cart"}}{{template "shophead" .}}{{$l := .Language}}<div class="card narrow"><h1>{{.Title}}</h1>{{if .Bill.Gone}}<p class="problem" role="alert">{{shop $l "gone"}}</p>{{end}}{{if .Bill.Goods}}<form method="post" action="/shop/cart"><input type="hidden" name="lang" value="{{$l}}">{{range .Bill.Goods}}<div class="item"><span class="what">{{with .Image}}{{template "shopimage" .}}{{end}}<a href="{{.URL}}">{{.Name}}</a></span><span class="n">{{.Total}}</span><span class="row"><input name="n.{{.ID}}" type="number" inputmode="numeric" min="0" max="999" value="{{.Quantity}}" aria-label="{{shop $l "quantity"}}: {{.Name}}"> <span class="soft">× {{.Each}}</span></span><button class="second" name="remove" value="{{.ID}}" aria-label="{{shop $l "remove"}}: {{.Name}}">{{shop $l "remove"}}</button></div>{{end}}<p><button class="second">{{shop $l "update"}}</button></p></form>
<form method="post" action="/shop/cart"><input type="hidden" name="lang" value="{{$l}}">{{with .Bill.Refusal}}<p class="problem" role="alert">{{.}}</p>{{end}}{{if .Bill.Voucher}}<p>{{shop $l "off"}} …{{.Bill.Voucher}} <button class="second" name="novoucher" value="1">{{shop $l "novoucher"}}</button></p>{{else}}<label class="over" for="voucher">{{shop $l "voucher"}}</label><div class="code"><input id="voucher" name="voucher" maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false"><button class="second">{{shop $l "usevoucher"}}</button></div>{{end}}</form>
{{template "shopsum" .}}{{if .Bill.Short}}<p role="status">{{shop $l "short"}} <strong>{{.Bill.Short}}</strong></p>{{end}}{{if .Bill.Ready}}<p><a class="button" href="/shop/order?lang={{$l}}">{{shop $l "toorder"}}</a></p>{{end}}{{else}}<p role="status">{{shop $l "empty"}}</p>{{end}}<p><a href="/shop/?lang={{$l}}">{{shop $l "goon"}}</a></p></div>{{template "shopfoot" .}}{{end}}
{{define "order"}}{{template "shophead" .}}{{$l := .Language}}<div class="card narrow"><h1>{{.Title}}</h1>{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}{{range .Bill.Goods}}<div class="item"><span>{{.Name}} <span class="soft">× {{.Quantity}}</span></span><span class="n">{{.Total}}</span></div>{{end}}{{template "shopsum" .}}
{{with .Contact.SignIn}}<p><a href="{{.}}">{{shop $l "signin"}}</a></p>{{end}}<form method="post" action="/shop/order" accept-charset="utf-8"><input type="hidden" name="lang" value="{{$l}}"><input type="hidden" name="sum" value="{{.Bill.Sum}}"><div class="trap" aria-hidden="true"><label for="website">{{shop $l "trap"}}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>{{with .Contact}}{{$c := .}}
<label class="over" for="name">{{shop $l "name"}} *</label><input id="name" name="name" required maxlength="200" autocomplete="name" value="{{.Name}}"><label class="over" for="phone">{{shop $l "phone"}}</label><input id="phone" name="phone" type="tel" maxlength="40" autocomplete="tel" value="{{.Phone}}"><label class="over" for="email">{{shop $l "email"}}</label><input id="email" name="email" type="email" maxlength="254" autocomplete="email" value="{{.Email}}"><p class="soft">{{shop $l "either"}}</p>
<label class="over" for="street">{{shop $l "street"}} *</label><input id="street" name="street" required maxlength="300" autocomplete="street-address" value="{{.Street}}"><label class="over" for="ward">{{shop $l "ward"}}</label><input id="ward" name="ward" maxlength="100" autocomplete="address-level2" value="{{.Ward}}"><label class="over" for="province">{{shop $l "province"}} *</label><select id="province" name="province" required autocomplete="address-level1"><option value="">{{shop $l "choose"}}</option>{{range .Provinces}}<option{{if eq . $c.Province}} selected{{end}}>{{.}}</option>{{end}}</select>{{if $.Signed}}<label><input type="checkbox" name="keep" value="1"{{if .Keep}} checked{{end}}> <span>{{shop $l "keep"}}</span></label>{{end}}<label class="over" for="note">{{shop $l "note"}}</label><textarea id="note" name="note" maxlength="1000">{{.Note}}</textarea>{{end}}
{{with .Terms}}<h2>{{shop $l "terms"}}</h2><div class="terms" tabindex="0" role="region" aria-label="{{shop $l "terms"}}">{{.}}</div>{{end}}<label><input type="checkbox" name="agree" value="1" required> <span>{{shop $l "agree"}}</span></label><p><button>{{shop $l "place"}}</button></p></form></div>{{template "shopfoot" .}}{{end}}
{{define "orders"}}{{template "shophead" .}}{{$l := .Language}}<h1>{{.Title}}</h1>{{range .Orders}}<section class="card narrow" aria-labelledby="o{{.ID}}"><h2 id="o{{.ID}}">{{.Number}} · {{.Day}}</h2><p>{{.State}} · <strong>{{.Total}}</strong></p>{{range .Lines}}<p class="soft">{{.Name}} × {{.Quantity}}</p>{{end}}<form method="post" action="/shop/again"><input type="hidden" name="lang" value="{{$l}}"><p><button name="order" value="{{.ID}}" aria-label="{{shop $l "againof"}} {{.Number}}">{{shop $l "again"}}</button> <a href="{{.URL}}">{{shop $l "show"}}</a></p></form></section>{{else}}<p role="status">{{shop $l "noorders"}}</p><p><a href="/shop/?lang={{$l}}">{{shop $l "goon"}}</a></p>{{end}}{{with .Next}}<p><a href="{{.}}">{{shop $l "next"}} →</a></p>{{end}}{{template "shopfoot" .}}{{end}}`
