package api

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"banhda/delight/share"
)

const aKit = `{"name":"Tết","open":true,"content":{"title":{"vi":"Trà sen Tây Hồ","en":"Lotus tea"},"about":{"vi":"Thơm lắm","en":""},"button":{"vi":"","en":""},"picture":"/s/i/1.png","target":"/shop/?group=tea","texts":{"link":{"vi":"Mình hay mua ở đây:","en":""}}}}`

// TestAKitIsShared: looking at the page says nothing, a press is told once a day for each channel, friends come with the code
// of who sent them, and a kit that is closed is shared no more.
func TestAKitIsShared(t *testing.T) {
	f, b := turning(t)
	who := f.somebody("lan@example.com")
	gets[Problem](b, 422, "POST", "/v1/share-kits", strings.Replace(aKit, "/shop/?group=tea", "javascript:alert(1)", 1))
	kit := gets[ShareKit](b, 200, "POST", "/v1/share-kits", aKit)
	links := "/v1/share-kits/" + kit.ID + "/links"
	if p := gets[Problem](b, 422, "POST", links, `{"person":"`+who+`"}`); !strings.Contains(p.Detail, "mục E-mail") {
		t.Errorf("linked without an address: %s", p.Detail)
	}
	house := gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled).URL
	link := gets[ShareLinkAnswer](b, 200, "POST", links, `{"person":"`+who+`"}`).Link
	path := strings.TrimPrefix(link, house)
	code := gets[ReferralCodeAnswer](b, 200, "POST", "/v1/records/people/"+who+"/referral-code", "").Code

	if _, page := f.calls("GET", path, nil, aBrowser); !strings.Contains(page, "Trà sen Tây Hồ") || !strings.Contains(page, `value="zalo"`) || f.toldOf("share", share.SharedEvent) != 0 {
		t.Fatalf("looking shares, or the page is %s", page)
	}
	for _, by := range []string{"zalo", "zalo", "sms", "fax"} {
		resp, page := f.calls("POST", path, url.Values{"by": {by}}, aBrowser)
		thanked := strings.Contains(page, "Cảm ơn bạn đã chia sẻ")
		if resp.StatusCode != http.StatusOK || thanked != (by != "fax") {
			t.Fatalf("by %s: %d %s", by, resp.StatusCode, page)
		}
		if by == "sms" && !strings.Contains(page, `href="sms:?&amp;body=M%C3%ACnh%20hay`) || by == "zalo" && !strings.Contains(html.UnescapeString(page), "Mình hay mua ở đây: "+house+"/share/"+kit.ID+"?ref="+code+"&utm_medium=share&utm_source=zalo") {
			t.Errorf("what is passed on by %s: %s", by, page)
		}
	}
	told := f.tellsLog()
	if !strings.Contains(told, `"kit":"`+kit.ID+`"`) || strings.Count(told, "shared-"+kit.ID+"-"+who+"-zalo-") != 2 { // said twice by one id, which counts once
		t.Errorf("the log is told %s", told)
	}

	resp, page := f.calls("GET", "/share/"+kit.ID+"?ref="+code+"&utm_source=zalo", nil, aBrowser)
	want := `href="/shop/?group=tea&amp;ref=` + code + `&amp;utm_campaign=` + kit.ID + `&amp;utm_medium=share&amp;utm_source=zalo"`
	if resp.StatusCode != http.StatusOK || !strings.Contains(page, want) || !strings.Contains(page, `property="og:image"`) || !strings.Contains(page, `property="og:title" content="Trà sen Tây Hồ"`) {
		t.Errorf("friends see %d %s", resp.StatusCode, page)
	}

	gets[Problem](b, 409, "PUT", "/v1/share-kits/"+kit.ID, strings.Replace(aKit, `"open":true`, `"open":false,"edition":7`, 1))
	gets[ShareKit](b, 200, "PUT", "/v1/share-kits/"+kit.ID, strings.Replace(aKit, `"open":true`, `"open":false,"edition":1`, 1))
	for _, gone := range []string{path, "/share/" + kit.ID, "/share/kit_none"} {
		if resp, _ := f.calls("GET", gone, nil, aBrowser); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s of a closed kit: %d", gone, resp.StatusCode)
		}
	}
	if list := gets[ShareKitsAnswer](b, 200, "GET", "/v1/share-kits?limit=1", ""); len(list.Kits) != 1 || list.Cursor == nil || list.Kits[0].Open {
		t.Errorf("the kits are %+v", list)
	}
}
