package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"testing"
	"time"

	"banhda/hub/timeline"
)

// freePort is a port of this machine nobody listens at, and none of those that systems give to whoever connects: it stays free until it
// is listened at, and between one time and the next.
func freePort(t testing.TB) int {
	t.Helper()
	for range 1000 {
		port := 10_000 + rand.IntN(20_000)
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// asCall is an event as a server's client would tell of it.
func asCall(e *timeline.Event) map[string]any {
	properties := map[string]any{}
	if e.Properties != nil {
		_ = json.Unmarshal(e.Properties, &properties)
	}
	if e.Value != nil {
		properties["value"] = *e.Value
	}
	if e.Referrer != nil {
		properties["referrer_id"] = e.Referrer.Value
	}
	c := map[string]any{"type": "track", "messageId": e.ID, "event": e.Name, "properties": properties,
		"timestamp": time.UnixMicro(e.At).UTC().Format(time.RFC3339Nano)}
	for name, value := range map[string]string{"userId": e.Person.UserID, "anonymousId": e.Person.AnonymousID} {
		if value != "" {
			c[name] = value
		}
	}
	if e.Person.Email != "" {
		c["context"] = map[string]any{"traits": map[string]string{"email": e.Person.Email}}
	}
	return c
}

// postCalls sends events as a batch of calls over the network.
func (s *senders) postCalls(events []timeline.Event) error {
	calls := make([]map[string]any, len(events))
	for i := range events {
		calls[i] = asCall(&events[i])
	}
	body, err := json.Marshal(map[string]any{"batch": calls, "writeKey": s.key})
	if err != nil {
		return err
	}
	resp, err := http.Post("http://"+s.house.listen+"/v1/batch", "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("answered by %s", resp.Status)
	}
	return nil
}
