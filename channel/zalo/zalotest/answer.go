package zalotest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
)

// said is what an error is called. Published but for those marked; the numbers are what clients go by.
var said = map[int]string{
	0: "Success",
	// openapi.zalo.me
	-32:  "Your application reached limit call api",
	-100: "attachment_id was expired",
	-200: "Send message failed",
	-201: "Parameter is invalid",
	-209: "Not supported this api",
	-210: "Parameter exceeds allowable limit",
	-211: "Out of quota",
	-213: "User has not followed OA",
	-216: "Access token is invalid",
	-220: "access_token is expired or removed",
	-230: "User has not interacted with the OA in the past 7 days",
	-234: "Message cannot be sent at night",
	-242: "Invalid appsecret_proof provided in the API argument",
	-244: "User has restricted this message type from your OA",
	-321: "Zalo Cloud Account out of money",
	// business.openapi.zalo.me
	-108:   "Phone number invalid",
	-109:   "Template ID invalid",
	-111:   "Template data empty",
	-112:   "Template data invalid",
	-114:   "User is inactive, or reject the message, or using an outdated Zalo version, or other internal errors",
	-115:   "Out of quota", // of money (reported)
	-118:   "Zalo account not existed",
	-122:   "Body format invalid", // known
	-124:   "Access token invalid",
	-1241:  "appsecret_proof invalid",                                   // reported
	-127:   "Template test can only be sent to admin",                   // known
	-131:   "ZNS template not approved",                                 // known
	-133:   "This ZNS template is not allowed to be sent at night",      // known
	-140:   "OA is not allowed to send this type of ZNS to user",        // known
	-144:   "OA has reached its daily limit of ZNS",                     // known
	-147:   "ZNS template has exceeded its daily quota",                 // known
	-148:   "OA has reached its limit of promotional ZNS of this month", // known
	-107:   "Message ID invalid",                                        // known
	-14002: "Invalid app id", -14003: "Invalid redirect uri",            // sign-in: reported and guesses; see oauth.go
	-14004: "Invalid secret key", -14005: "Invalid grant type",
	-14014: "Invalid refresh token", -14019: "Invalid code", -14020: "Invalid code verifier",
}

// A call is answered with data, or with the number of an error.
type call func(r *http.Request) (data any, code int)

// open serves a call to openapi.zalo.me: a wrong token is −216, an ended one −220, a wrong proof −242 (published).
func (p *Platform) open(do call) http.HandlerFunc { return p.guard(do, -216, -220, -242) }

// business serves a call to business.openapi.zalo.me: a wrong or ended token is −124 (published), a wrong proof −1241
// (reported).
func (p *Platform) business(do call) http.HandlerFunc { return p.guard(do, -124, -124, -1241) }

// guard lets in who has a token, in the header access_token and not as Bearer (published).
func (p *Platform) guard(do call, wrong, ended, unproved int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		token := r.Header.Get("access_token")
		ends, known := p.access[token]
		switch {
		case !known:
			answer(w, nil, wrong)
		case ends <= p.now():
			answer(w, nil, ended)
		case p.o.Proof && r.Header.Get("appsecret_proof") != proof(token, p.o.AppSecret):
			answer(w, nil, unproved)
		default:
			data, code := do(r)
			answer(w, data, code)
		}
	}
}

// proof is the token under the app's secret: HMAC-SHA256 in hexadecimal, in a header (known).
func proof(token, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token))
	return hex.EncodeToString(mac.Sum(nil))
}

// answer says it with 200 whatever it is: failures are told by the number alone (published).
func answer(w http.ResponseWriter, data any, code int) {
	o := map[string]any{"error": code, "message": said[code]}
	if code == 0 && data != nil {
		o["data"] = data
	}
	if listed, is := data.(page); is && code == 0 {
		o["data"], o["metadata"] = listed.rows, map[string]int{"total": listed.total}
	}
	write(w, o)
}

// page is a part of a list, told with how long the whole is.
type page struct {
	rows  any
	total int
}

func write(w http.ResponseWriter, o any) {
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	_ = json.NewEncoder(w).Encode(o) // who is gone is told nothing
}

// maxBody is more than the largest upload; what is longer is cut off and so no longer understood.
const maxBody = 8 << 20

// whole reads a request before anybody waits for it with the platform locked.
func whole(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, err
}

func read(r *http.Request, into any) bool { return json.NewDecoder(r.Body).Decode(into) == nil }

// newID is an id of a message, a token or a code: one that is no number.
func (p *Platform) newID(of string) string {
	p.last++
	sum := sha256.Sum256([]byte(of + strconv.FormatUint(p.last, 10)))
	return hex.EncodeToString(sum[:10])
}

func millis(at int64) string { return strconv.FormatInt(at/1000, 10) }
