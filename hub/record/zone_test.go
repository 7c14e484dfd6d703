package record

import "testing"

func TestATimeZoneIsOneThatThereIs(t *testing.T) {
	fields := Index(Standard(Person))
	f := fields[TimeZone]
	for zone, want := range map[string]any{"Asia/Ho_Chi_Minh": "Asia/Ho_Chi_Minh", " Europe/Paris ": "Europe/Paris", "UTC": "UTC", "": nil} {
		if got, err := f.Check(zone); err != nil || got != want {
			t.Errorf("%q is kept as %v, %v", zone, got, err)
		}
	}
	for _, wrong := range []string{"Hà Nội", "Local", "+07:00", "../zone", "Asia/Nowhere"} {
		if got, err := f.Check(wrong); err == nil {
			t.Errorf("%q is kept as %v", wrong, got)
		}
	}
	own := Field{Key: TimeZone, Kind: Text, Type: Person}
	if got, err := own.Check("giờ Huế"); err != nil || got != "giờ Huế" {
		t.Errorf("a company's own field of this name: %v, %v", got, err)
	}
}
