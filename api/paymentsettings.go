package api

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"banhda/auth"
	"banhda/engage/payment"
	"banhda/phrase"
	"banhda/store"
)

// paymentSetting keeps where money is awaited and how its feed is known, as JSON; the secret in it is sealed.
const paymentSetting = "payments"

// paymentSettings are kept so.
type paymentSettings struct {
	Accounts []BankAccount `json:"accounts"`
	Salt     string        `json:"salt"` // of the feed's address: another is another address
	Sealed   string        `json:"sealed"`
}

// BankAccount is where customers send money to.
type BankAccount struct {
	Bank   string `json:"bank" pattern:"^[0-9]{6}$" doc:"its number (BIN)"`
	Number string `json:"number" minLength:"1" maxLength:"19"`
	Holder string `json:"holder" minLength:"1" maxLength:"100"`
}

// PaymentSettings are where money is awaited. Codes name the first account.
type PaymentSettings struct {
	Accounts  []BankAccount  `json:"accounts"`
	Feed      string         `json:"feed" doc:"where a bank's feed tells of what arrived"`
	SecretSet bool           `json:"secret_set"`
	Banks     []payment.Bank `json:"banks" doc:"those that take part in VietQR"`
}

func readPayments(ctx context.Context, v *store.View) (p paymentSettings, err error) {
	err = readJSON(ctx, v, paymentSetting, &p)
	return p, err
}

func (s *Server) paymentSealer() auth.Sealer { return auth.NewSealer(s.Secret, paymentSetting) }

// feedPath is where the feed comes in: a secret of the house signs it.
func (s *Server) feedPath(p *paymentSettings) string { return "/pay/" + s.feedMark(p) }

func (s *Server) feedMark(p *paymentSettings) string {
	m := hmac.New(sha256.New, s.Secret)
	m.Write([]byte("bank feed " + p.Salt))
	return hex.EncodeToString(m.Sum(nil)[:16])
}

func (s *Server) showPayments(ctx context.Context, v *store.View, p *paymentSettings) (*PaymentSettings, error) {
	m, err := readMail(ctx, v)
	a := &PaymentSettings{Accounts: p.Accounts, Feed: m.URL + s.feedPath(p), SecretSet: p.Sealed != "", Banks: payment.Banks()}
	if a.Accounts == nil {
		a.Accounts = []BankAccount{}
	}
	return a, err
}

func (s *Server) showPaymentSettings(ctx context.Context, _ *struct{}, _ Tell) (a *PaymentSettings, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		p, err := readPayments(ctx, v)
		if err == nil {
			a, err = s.showPayments(ctx, v, &p)
		}
		return err
	})
	return a, err
}

type paymentSettingsOrder struct {
	Body struct {
		Accounts []BankAccount `json:"accounts" maxItems:"20"`
		Secret   *string       `json:"secret,omitempty" maxLength:"200" doc:"what the feed proves itself by. Left out: as it is; empty: none. It cannot be read again."`
		Renew    bool          `json:"renew,omitempty" doc:"give the feed another address; the one before opens nothing any more"`
	}
}

func (s *Server) setPaymentSettings(ctx context.Context, in *paymentSettingsOrder, _ Tell) (a *PaymentSettings, err error) {
	for _, one := range in.Body.Accounts {
		if _, err := (&payment.VietQR{Bank: one.Bank, Account: one.Number}).Encode(); err != nil {
			return nil, invalid("%s: %w", one.Number, err)
		}
	}
	noted := map[string]any{"accounts": in.Body.Accounts, "renewed": in.Body.Renew, "secret_changed": in.Body.Secret != nil}
	_, err = s.change(ctx, mutation{verb: "payment-settings", target: paymentSetting, entry: noted, also: func(ctx context.Context, t *store.Tx) error {
		p, err := readPayments(ctx, &t.View)
		if err != nil {
			return err
		}
		if p.Accounts = in.Body.Accounts; in.Body.Renew {
			p.Salt = rand.Text()
		}
		if in.Body.Secret != nil {
			if p.Sealed = ""; *in.Body.Secret != "" {
				p.Sealed = s.paymentSealer().Seal(*in.Body.Secret, paymentSetting)
			}
		}
		if err := setJSON(ctx, t, paymentSetting, p); err != nil {
			return err
		}
		a, err = s.showPayments(ctx, &t.View, &p)
		return err
	}}, nil)
	return a, err
}

// PayTo is how an order is paid: scanned or typed.
type PayTo struct {
	Bank    string `json:"bank"`
	Account string `json:"account"`
	Holder  string `json:"holder"`
	Amount  int64  `json:"amount"`
	Code    string `json:"code" doc:"what the transfer has to say"`
	Text    string `json:"text" doc:"the code's text, by VietQR"`
	SVG     string `json:"svg" doc:"the code as a picture"`
}

// payTo is how what is left of an order is paid; nil where nothing is, or codes of VietQR do not serve.
func payTo(p *paymentSettings, order, left int64, currency, language string) (*PayTo, error) {
	if left <= 0 || currency != "VND" || len(p.Accounts) == 0 {
		return nil, nil
	}
	to := p.Accounts[0]
	a := &PayTo{Bank: payment.BankName(to.Bank), Account: to.Number, Holder: to.Holder, Amount: left, Code: payment.Code(order)}
	var err error
	if a.Text, err = (&payment.VietQR{Bank: to.Bank, Account: to.Number, Amount: left, Purpose: a.Code}).Encode(); err != nil {
		return nil, err
	}
	a.SVG, err = payment.SVG(a.Text, phrase.Sentencef("VietQR code for %s", a.Code).In(language))
	return a, err
}
