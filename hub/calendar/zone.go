package calendar

import "time"

// former are the names some browsers still have for zones that were renamed since.
var former = map[string]string{"Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon", "Europe/Kiev": "Europe/Kyiv"}

// ZoneSaid is the zone a browser says it is in, by the name it has today; empty where there is none of that name.
func ZoneSaid(zone string) string {
	zone = ZoneName(zone)
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		return ""
	}
	return zone
}

// ZoneName is the name a time zone has today, of whatever name it is called by.
func ZoneName(name string) string {
	if now, ok := former[name]; ok {
		return now
	}
	return name
}
