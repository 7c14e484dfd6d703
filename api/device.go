package api

import "strings"

// browsers and systems are by what they are known in what a browser calls itself; the first that is found counts, for many call
// themselves by several. The screens know the same ones.
var (
	browsers = [][2]string{{"Edg", "Edge"}, {"OPR", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"coc_coc", "Cốc Cốc"}, {"Firefox", "Firefox"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}}
	systems  = [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}}
)

// deviceName is a browser and its system as people call them, such as “Chrome · Android”; what is not known stays as it is.
func deviceName(agent string) string {
	var parts []string
	for _, known := range [][][2]string{browsers, systems} {
		for _, one := range known {
			if strings.Contains(agent, one[0]) {
				parts = append(parts, one[1])
				break
			}
		}
	}
	if len(parts) == 0 {
		return agent
	}
	return strings.Join(parts, " · ")
}
