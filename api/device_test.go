package api

import "testing"

func TestDevicesAreCalledAsPeopleCallThem(t *testing.T) {
	for agent, want := range map[string]string{
		aBrowser: "Chrome · Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0":                   "Edge · Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1": "Safari · iPhone",
		"curl/8": "curl/8",
	} {
		if got := deviceName(agent); got != want {
			t.Errorf("%s is called %s", agent, got)
		}
	}
}
