package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"banhda/api"
	"banhda/channel/zalo"
	"banhda/channel/zalo/zalotest"
)

// TestATalkByZaloAtTheInbox holds a whole talk by Zalo at the inbox, in a real browser: a customer's picture comes in and is shown, words,
// a picture and a document go out, and where the time to answer freely is over a template goes, its places filled in.
func TestATalkByZaloAtTheInbox(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	ahead := &atomic.Int64{}
	now := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	c := config{data: t.TempDir(), memory: "256MB", lang: "en", private: true, network: network{listen: "127.0.0.1:0"}, steered: now}
	s, err := startServer(context.Background(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	p := zalotest.New(zalotest.Options{Clock: func() int64 { return now().UnixMicro() }, DailyQuota: 500})
	platform := httptest.NewServer(p.Handler())
	t.Cleanup(platform.Close)
	p.At(platform.URL)
	s.api.Zalo = zalo.Hosts{OAuth: platform.URL, Open: platform.URL, Business: platform.URL}
	if err := s.listen(c.network); err != nil {
		t.Fatal(err)
	}
	address := "http://" + s.web.Addr().String()
	firstOwner(t, address)
	connectZalo(t, p, signInTo(t, address))
	lan := p.AddFollower(zalotest.User{Name: "Nguyễn Thị Lan", Phone: "84961234567"})

	mux := http.NewServeMux()
	mux.HandleFunc("POST /text", func(_ http.ResponseWriter, r *http.Request) {
		said, _ := io.ReadAll(r.Body)
		p.Text(lan, string(said))
		p.Pump(r.Context())
	})
	mux.HandleFunc("POST /picture", func(_ http.ResponseWriter, r *http.Request) {
		p.Image(lan, "", photo(), "Máy bị thế này ạ")
		p.Pump(r.Context())
	})
	mux.HandleFunc("GET /sent", func(w http.ResponseWriter, r *http.Request) {
		p.Pump(r.Context()) // what arrived is told
		json.NewEncoder(w).Encode(p.Sent())
	})
	mux.HandleFunc("POST /later", func(http.ResponseWriter, *http.Request) { ahead.Add(int64(3 * time.Hour)) })
	world := httptest.NewServer(mux)
	t.Cleanup(world.Close)
	runScreens(t, "zalo", map[string]any{"shots": os.Getenv("BANHDA_SHOTS"), "address": address, "email": ownersAddress, "password": ownersPassword, "world": world.URL})
}

// connectZalo connects an account whose window closes after two hours, with two templates.
func connectZalo(t *testing.T, p *zalotest.Platform, owner *signedIn) {
	t.Helper()
	var set api.ZaloAnswer
	owner.ask("PUT", "/v1/zalo", fmt.Sprintf(`{"app":%q,"window":{"free_hours":2,"free_count":8,"max_hours":2},"trial":false,"secret":%q,"oa_secret":%q}`, zalotest.AppID, zalotest.AppSecret, zalotest.OASecret), &set)
	p.Webhook(set.Webhook)
	var begun api.ZaloConnect
	owner.ask("POST", "/v1/zalo/connect", `{}`, &begun)
	back, err := owner.Get(begun.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Body.Close()
	if back.Request.URL.RawQuery != "connected=yes" {
		t.Fatalf("connecting ended at %s", back.Request.URL)
	}
	places := []zalotest.Param{{Name: "ten_khach", Require: true, Type: "STRING", Max: 30}, {Name: "ma_don", Require: true, Type: "STRING", Max: 20}, {Name: "ngay_giao", Type: "DATE"}}
	p.AddTemplate(zalotest.Template{Name: "Xác nhận đơn hàng", Price: 300, Params: places})
	p.AddTemplate(zalotest.Template{Name: "Tri ân khách cũ", Tag: zalotest.Promotion, Price: 400, Params: places[:1]})
	owner.ask("POST", "/v1/zalo/templates", `{}`, nil)
	owner.ask("PUT", "/v1/inbox/rules", `{"targets":{"high":{"first":15,"next":60},"normal":{"first":60,"next":240},"low":{"first":480,"next":960}},"undo":0,"reopen":7}`, nil)
}

// photo is a picture as a phone takes one.
func photo() []byte {
	is := image.NewRGBA(image.Rect(0, 0, 900, 600))
	for y := range 600 {
		for x := range 900 {
			is.Set(x, y, color.RGBA{uint8(x / 4), uint8(120 + y/6), uint8(200 - x/9), 255})
		}
	}
	var out bytes.Buffer
	_ = jpeg.Encode(&out, is, nil) // into memory
	return out.Bytes()
}
