package api

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"banhda/store"
)

// What a house keeps sealed, and what is about its own server, stays in it when everything else is taken out.
func TestATakeOutHasNoSecretInIt(t *testing.T) {
	f, owner, _ := provided(t)
	gets[MailAnswer](owner, 200, "PUT", "/v1/mail", `{"host":"smtp.example.com","port":587,"security":"starttls","user":"shop","password":"mật khẩu thư","from":"shop@example.com"}`)
	folder, _ := json.Marshal(t.TempDir())
	gets[BackupsAnswer](owner, 200, "PUT", "/v1/backups", `{"folder":`+string(folder)+`,"every":"week","hour":3,"keep":2}`)
	var out bytes.Buffer
	if _, err := f.Records.TakeOut(t.Context(), func(string) (io.Writer, error) { return &out, nil }); err != nil {
		t.Fatal(err)
	}
	var kept map[string]string
	f.look(func(v *store.View) (err error) {
		kept, err = v.Settings(t.Context())
		return err
	})
	for _, key := range []string{mailSetting, entranceSetting, backupsSetting} {
		if kept[key] == "" {
			t.Errorf("the house keeps no %s to leave out", key)
		}
		if strings.Contains(out.String(), `"key":"`+key+`"`) {
			t.Errorf("%s is taken out", key)
		}
	}
	if !strings.Contains(out.String(), `"email":"lan@example.com"`) || !strings.Contains(out.String(), `"password":""`) {
		t.Error("users are taken out without their addresses, or with their passwords")
	}
	for _, sealed := range []string{"client_secret", "sealed"} {
		if strings.Contains(out.String(), sealed) {
			t.Errorf("%s is taken out", sealed)
		}
	}
}
