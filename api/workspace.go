package api

import (
	"cmp"
	"context"
	"strconv"

	"banhda/hub/attachment"
	"banhda/hub/timeline"
	"banhda/store"
)

// The settings of a workspace.
const (
	nameSetting     = "name"
	timezoneSetting = "timezone"
	currencySetting = "currency"

	attachmentSetting = "attachment_bytes"
)

// defaultWorkspace is what holds until somebody sets it.
var defaultWorkspace = Workspace{Timezone: "Asia/Ho_Chi_Minh", Currency: "VND", AttachmentBytes: attachment.UsualLargest}

// Workspace is what belongs to the whole company.
type Workspace struct {
	Name     string `json:"name" doc:"The company's; empty: not given yet."`
	Timezone string `json:"timezone" doc:"IANA zone that cuts days, weeks and months."`
	Currency string `json:"currency" doc:"ISO 4217 code; values in other currencies are listed apart."`

	AttachmentBytes int64 `json:"attachment_bytes" doc:"The most bytes an attachment may have."`
}

// with is the workspace with what another one states in place of its own.
func (w Workspace) with(o Workspace) Workspace {
	return Workspace{cmp.Or(o.Name, w.Name), cmp.Or(o.Timezone, w.Timezone), cmp.Or(o.Currency, w.Currency), cmp.Or(o.AttachmentBytes, w.AttachmentBytes)}
}

func (s *Server) workspace(ctx context.Context) (w Workspace, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err = readWorkspace(ctx, v)
		return err
	})
	return w, err
}

func readWorkspace(ctx context.Context, v *store.View) (Workspace, error) {
	set, err := v.Settings(ctx)
	return defaultWorkspace.with(workspaceOf(set)), err
}

func workspaceOf(set map[string]string) Workspace {
	largest, _ := strconv.ParseInt(set[attachmentSetting], 10, 64) // what is not set is as usual
	return Workspace{set[nameSetting], set[timezoneSetting], set[currencySetting], largest}
}

func (s *Server) showWorkspace(ctx context.Context, _ *struct{}, _ Tell) (Workspace, error) {
	return s.workspace(ctx)
}

type workspaceOrder struct {
	Body struct {
		Name     string `json:"name,omitempty" maxLength:"200"`
		Timezone string `json:"timezone,omitempty"`
		Currency string `json:"currency,omitempty"`

		AttachmentBytes int64 `json:"attachment_bytes,omitempty" minimum:"1000000" maximum:"500000000" doc:"The most bytes an attachment may have. Left out: as it was."`
	}
}

func (s *Server) setWorkspace(ctx context.Context, in *workspaceOrder, _ Tell) (Workspace, error) {
	if err := s.saveWorkspace(ctx, Workspace(in.Body)); err != nil {
		return Workspace{}, err
	}
	return s.workspace(ctx)
}

// saveWorkspace checks and stores what is given; what is empty stays as it was.
func (s *Server) saveWorkspace(ctx context.Context, w Workspace) error {
	if err := s.checkWorkspace(ctx, &w); err != nil {
		return err
	}
	_, err := s.change(ctx, mutation{verb: "workspace", target: "workspace", entry: w,
		also: func(ctx context.Context, t *store.Tx) error { return setWorkspace(ctx, t, w) }}, nil)
	return err
}

// checkWorkspace checks what is given, and cleans its name. The currency of a history cannot change: values that
// stated none were taken for the old one.
func (s *Server) checkWorkspace(ctx context.Context, w *Workspace) error {
	w.Name = cleanName(w.Name)
	if w.Timezone != "" {
		if _, err := loadZone(w.Timezone, ""); err != nil {
			return err
		}
	}
	if w.Currency != "" {
		return s.checkCurrency(ctx, w.Currency)
	}
	return nil
}

func setWorkspace(ctx context.Context, t *store.Tx, w Workspace) error {
	if err := zoneMoves(ctx, t, w.Timezone); err != nil {
		return err
	}
	said := map[string]string{nameSetting: w.Name, timezoneSetting: w.Timezone, currencySetting: w.Currency}
	if w.AttachmentBytes != 0 {
		said[attachmentSetting] = strconv.FormatInt(w.AttachmentBytes, 10)
	}
	for key, value := range said {
		if value == "" {
			continue
		}
		if err := t.Set(ctx, key, value); err != nil {
			return err
		}
	}
	return nil
}

// zoneMoves lets what is due by the house's hours be reckoned anew where they move with its zone.
func zoneMoves(ctx context.Context, t *store.Tx, zone string) error {
	was, err := readWorkspace(ctx, &t.View)
	if err != nil || zone == "" || was.Timezone == "" || was.Timezone == zone {
		return err
	}
	return reckonLater(ctx, t)
}

func (s *Server) checkCurrency(ctx context.Context, currency string) error {
	if !timeline.IsCurrency(currency) {
		return invalid("%q is not a currency; write an ISO 4217 code such as VND", currency)
	}
	tail, err := s.Log.Tail(ctx)
	if err != nil {
		return err
	}
	now, err := s.workspace(ctx)
	if err == nil && tail > 0 && now.Currency != currency {
		return invalid("the workspace's currency is %s and events have been taken in; begin a new data directory for %s", now.Currency, currency)
	}
	return err
}

// Currency is the workspace's, for those who take in values that state none.
func Currency(ctx context.Context, records *store.Records) (currency string, err error) {
	err = records.View(ctx, func(v *store.View) error {
		w, err := readWorkspace(ctx, v)
		currency = w.Currency
		return err
	})
	return currency, err
}
