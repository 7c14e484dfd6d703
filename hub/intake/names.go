package intake

import (
	"strings"

	"banhda/hub/history"
	"banhda/hub/record"
)

// names are what columns are called, folded, by what they are: in Vietnamese, in English, and as HubSpot, Salesforce,
// Mailchimp and Zendesk export them. The first is the likeliest.
var names = map[record.Type]map[string][]string{
	record.Person: {
		"name":                    {"ho va ten", "ho ten", "ten khach hang", "khach hang", "ten day du", "ten nguoi lien he", "nguoi lien he", "ten lien he", "ten kh", "hoc vien", "benh nhan", "full name", "name", "contact name", "customer name", "customer", "display name", "requester name"},
		FamilyName:                {"ho", "ho dem", "ho va dem", "ho va ten dem", "ho lot", "last name", "lastname", "surname", "family name", "lname"},
		GivenName:                 {"ten", "ten goi", "first name", "firstname", "given name", "fname"},
		"honorific":               {"danh xung", "xung ho", "cach xung ho", "salutation", "prefix", "mr ms", "title of courtesy"},
		"title":                   {"chuc vu", "chuc danh", "vi tri", "vi tri cong viec", "job title", "jobtitle", "title", "position"},
		"email":                   {"email", "e mail", "dia chi email", "dia chi mail", "mail", "thu dien tu", "hop thu", "email address", "emails", "email 1", "work email", "secondary email", "additional email addresses", "email phu", "email khac"},
		"phone":                   {"so dien thoai", "dien thoai", "sdt", "so dt", "dt", "so dien thoai di dong", "di dong", "dien thoai di dong", "phone number", "mobile phone number", "mobile phone", "mobile", "phone", "telephone", "tel", "cell phone", "sdt 1", "sdt 2", "dien thoai 1", "dien thoai 2", "so dien thoai khac", "other phone", "home phone", "hotline", "zalo"},
		"birthday":                {"ngay sinh", "sinh nhat", "ngay thang nam sinh", "nam sinh", "birthday", "birthdate", "date of birth", "dob", "birth date"},
		"address.line":            {"dia chi", "so nha duong", "dia chi lien he", "dia chi khach hang", "street address", "address", "street", "mailing street", "address 1", "address line 1", "addr1"},
		"address.ward":            {"phuong xa", "phuong", "xa", "xa phuong", "ward"},
		"address.province":        {"tinh thanh", "tinh thanh pho", "tinh tp", "tinh", "thanh pho", "khu vuc", "city", "mailing city", "province", "state region", "state", "mailing state"},
		"address.country":         {"quoc gia", "nuoc", "country", "country region", "mailing country", "country code"},
		"language":                {"ngon ngu", "language", "preferred language", "locale"},
		"source":                  {"nguon", "nguon khach", "nguon khach hang", "kenh", "nguon den", "lead source", "original source", "source", "original traffic source"},
		OwnerEmail:                {"nguoi phu trach", "nhan vien phu trach", "phu trach", "nhan vien kinh doanh", "sale phu trach", "nhan vien", "contact owner", "owner", "owner email", "assigned to", "account owner", "lead owner"},
		"tags":                    {"nhan", "the", "tag", "tags", "nhom khach hang", "nhom", "labels", "customer group"},
		ExternalID:                {"ma khach hang", "ma kh", "ma khach", "ma", "record id", "contact id", "lead id", "customer id", "id", "external id", "leid", "user id", "unique email id"},
		"company.name":            {"cong ty", "ten cong ty", "don vi", "to chuc", "noi lam viec", "company", "company name", "associated company", "account name", "organization", "organisation", "account"},
		"company.tax_code":        {"ma so thue", "mst", "ma so thue cong ty", "tax code", "tax id", "vat number"},
		"company.website":         {"website", "trang web", "website cong ty", "company domain name", "website url"},
		"company.phone":           {"dien thoai cong ty", "sdt cong ty", "company phone"},
		"consent:email:marketing": {"dong y nhan email", "dong y nhan tin", "nhan ban tin", "email opt in", "marketing consent", "opt in", "newsletter", "email marketing", "accepts marketing", "email opt in explicit"},
		"consent:sms:marketing":   {"dong y nhan sms", "sms opt in", "accepts sms marketing", "sms consent"},
	},
	record.Company: {
		"name":             {"ten cong ty", "cong ty", "ten doanh nghiep", "doanh nghiep", "ten", "ten khach hang", "to chuc", "company name", "name", "account name", "company", "organization", "organization name"},
		"legal_name":       {"ten phap ly", "ten dang ky", "ten day du", "legal name", "registered name"},
		"tax_code":         {"ma so thue", "mst", "ma so doanh nghiep", "tax code", "tax id", "tax number", "vat number"},
		"website":          {"website", "trang web", "web", "website url", "company domain name", "domain", "domain name", "domains"},
		"phone":            {"so dien thoai", "dien thoai", "sdt", "hotline", "phone number", "phone", "telephone", "tel"},
		"email":            {"email", "e mail", "dia chi email", "mail", "email address"},
		"industry":         {"nganh nghe", "nganh", "linh vuc", "industry"},
		"size":             {"quy mo", "so nhan vien", "so luong nhan vien", "number of employees", "employees", "company size", "numberofemployees"},
		"address.line":     {"dia chi", "dia chi tru so", "tru so", "street address", "address", "billing street", "street"},
		"address.ward":     {"phuong xa", "phuong", "xa", "ward"},
		"address.province": {"tinh thanh", "tinh thanh pho", "tinh tp", "tinh", "thanh pho", "city", "billing city", "province", "state region", "state"},
		"address.country":  {"quoc gia", "nuoc", "country", "country region", "billing country"},
		OwnerEmail:         {"nguoi phu trach", "nhan vien phu trach", "phu trach", "company owner", "account owner", "owner", "owner email"},
		"tags":             {"nhan", "the", "tag", "tags", "nhom", "labels"},
		ExternalID:         {"ma cong ty", "ma khach hang", "ma kh", "record id", "company id", "account id", "account number", "id", "external id"},
	},
	record.Product: {
		"name":        {"ten san pham", "ten hang hoa", "ten hang", "san pham", "ten dich vu", "ten", "product name", "name", "title", "item name"},
		"sku":         {"ma san pham", "ma hang", "ma hang hoa", "ma sp", "ma vach", "sku", "stock keeping unit", "product code", "item code", "barcode"},
		"unit":        {"don vi tinh", "dvt", "don vi", "unit", "unit of measure", "quantity unit of measure"},
		"price":       {"gia ban", "don gia", "gia", "gia niem yet", "gia ban le", "unit price", "price", "list price", "price amount"},
		"tax_rate":    {"thue suat", "thue", "vat", "thue gtgt", "tax rate", "tax"},
		"category":    {"nhom hang", "danh muc", "loai hang", "nhom san pham", "product category", "category", "family", "product type", "collection"},
		"description": {"mo ta", "mo ta san pham", "ghi chu", "description", "product description"},
		"active":      {"dang ban", "dang kinh doanh", "trang thai", "active", "is active", "status"},
		"tags":        {"nhan", "the", "tag", "tags"},
		OwnerEmail:    {"nguoi phu trach", "owner", "owner email"},
	},
	record.Order: {
		"number":       {"ma don hang", "so don hang", "ma don", "so don", "ma hoa don", "so hoa don", "don hang", "order number", "order no", "order id", "order name", "order", "invoice number", "name"},
		"person.email": {"email", "email khach hang", "e mail", "customer email", "email address"},
		"person.phone": {"so dien thoai", "dien thoai", "sdt", "sdt khach hang", "dien thoai khach hang", "phone", "customer phone", "phone number", "mobile"},
		"company.name": {"cong ty", "ten cong ty", "company", "company name", "account name"},
		"status":       {"trang thai", "trang thai don hang", "tinh trang", "status", "order status", "financial status"},
		"placed_on":    {"ngay dat", "ngay dat hang", "ngay ban", "ngay mua", "thoi gian", "ngay", "ngay tao", "order date", "placed on", "effective date", "created at", "created date", "date"},
		"total":        {"tong cong", "tong tien", "khach can tra", "thanh tien", "tong thanh toan", "gia tri", "total amount", "grand total", "order total", "total", "amount"},
		"discount":     {"giam gia", "chiet khau", "discount", "discount amount"},
		"tax":          {"tien thue", "thue", "vat", "taxes", "tax"},
		"currency":     {"tien te", "loai tien", "currency", "currency iso code"},
		"note":         {"ghi chu", "dien giai", "notes", "note", "description"},
		"tags":         {"nhan", "the", "tag", "tags"},
		OwnerEmail:     {"nguoi phu trach", "nhan vien ban hang", "nguoi ban", "nhan vien", "owner", "owner email"},
	},
	record.Deal: {
		"name":         {"ten co hoi", "co hoi", "co hoi ban hang", "ten thuong vu", "thuong vu", "ten giao dich", "deal name", "dealname", "opportunity name", "opportunity", "deal", "name", "title"},
		"pipeline":     {"quy trinh ban hang", "quy trinh", "pheu", "pipeline", "sales process", "record type"},
		"deal_stage":   {"giai doan co hoi", "giai doan", "buoc ban hang", "deal stage", "dealstage", "stage", "stage name", "opportunity stage", "sales stage"},
		"person.email": {"email nguoi mua", "email khach hang", "email", "e mail", "contact email", "associated contact email", "primary contact email"},
		"person.phone": {"sdt nguoi mua", "sdt khach hang", "so dien thoai", "dien thoai", "sdt", "contact phone", "phone", "phone number"},
		"company.name": {"cong ty", "ten cong ty", "company", "company name", "associated company", "account name", "account", "organization"},
		"value":        {"gia tri co hoi", "gia tri", "doanh so du kien", "so tien", "amount", "deal amount", "close value", "deal value", "value", "opportunity amount"},
		"currency":     {"tien te", "loai tien", "currency", "deal currency code", "currency iso code", "opportunity currency"},
		"close_date":   {"ngay du kien chot", "ngay chot", "ngay dong", "close date", "closedate", "closed date", "expected close date"},
		"opened_on":    {"ngay mo", "ngay tao", "create date", "createdate", "created date", "created on", "engage date", "opened on"},
		"reason":       {"ly do thua", "ly do thang", "ly do", "closed lost reason", "closed won reason", "lost reason", "won reason", "loss reason"},
		"forecast":     {"nhom du bao", "forecast category", "forecast category name"},
		"source":       {"nguon", "nguon co hoi", "kenh", "lead source", "original source type", "source"},
		"note":         {"ghi chu", "mo ta", "dien giai", "notes", "note", "description", "deal description"},
		"tags":         {"nhan", "the", "tag", "tags"},
		OwnerEmail:     {"nguoi phu trach", "nhan vien ban hang", "nguoi ban", "nhan vien", "deal owner", "opportunity owner", "sales agent", "owner", "owner email"},
		ExternalID:     {"ma co hoi", "ma giao dich", "deal id", "opportunity id", "record id", "id", "external id"},
	},
	record.Ticket: {
		"name":         {"chu de", "tieu de", "ten yeu cau", "ten ticket", "subject", "ticket name", "ticket subject", "case subject", "title", "name", "summary"},
		"status":       {"tinh trang", "trang thai", "status", "ticket status", "case status", "state"},
		"priority":     {"muc uu tien", "uu tien", "do uu tien", "priority", "ticket priority", "urgency"},
		"kind":         {"loai", "loai yeu cau", "type", "ticket type", "case type", "category", "issue type"},
		"description":  {"mo ta", "noi dung", "dien giai", "description", "ticket description", "details"},
		"cause":        {"nguyen nhan", "cause", "root cause", "reason", "case reason", "resolution"},
		"opened_at":    {"mo luc", "ngay mo", "ngay tao", "created at", "create date", "created date", "created", "opened at", "opened", "created time"},
		"solved_at":    {"giai quyet luc", "ngay giai quyet", "resolved at", "solved at", "resolved time", "resolution date"},
		"closed_at":    {"dong luc", "ngay dong", "closed at", "close date", "closed date", "closed time"},
		"person.email": {"email khach hang", "email khach", "email", "e mail", "requester email", "contact email", "customer email", "reporter email"},
		"person.phone": {"sdt khach hang", "so dien thoai", "dien thoai", "sdt", "requester phone", "contact phone", "customer phone", "phone"},
		"company.name": {"cong ty", "ten cong ty", "company", "company name", "organization", "account name", "account"},
		"tags":         {"nhan", "the", "tag", "tags", "labels"},
		OwnerEmail:     {"nguoi phu trach", "nhan vien ho tro", "nhan vien", "assignee", "assignee email", "agent", "agent email", "owner", "owner email", "ticket owner", "case owner"},
		ExternalID:     {"ma yeu cau", "so yeu cau", "ticket id", "case id", "case number", "ticket number", "id", "external id"},
	},
}

// technical are columns every product exports for itself alone.
var technical = []string{"fivetran synced", "fivetran deleted", "fivetran active", "is deleted", "system modstamp", "photo url", "url", "updated at", "last modified date", "last modified by id", "created by id", "master record id", "last viewed date", "last referenced date", "latitude", "longitude", "gmtoff", "dstoff", "remote photo url", "ly do reason", "authenticity token", "signature"}

// called is a column's name in the form it is listed, without what interfaces put around it.
func called(name string) string {
	folded := history.FoldColumn(name)
	for _, prefix := range []string{"property ", "merge ", "properties "} {
		folded = strings.TrimPrefix(folded, prefix)
	}
	return folded
}
