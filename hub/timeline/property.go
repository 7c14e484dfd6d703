package timeline

import (
	json "github.com/goccy/go-json"

	"banhda/hub/segment"
)

// PropertiesOf finds the properties of an event in their JSON object, which is read once one of them is asked for.
func PropertiesOf(object []byte) Property {
	var fields map[string]json.RawMessage
	return func(name string) (segment.Value, bool) {
		if fields == nil {
			fields = map[string]json.RawMessage{}
			if json.Unmarshal(object, &fields) != nil {
				fields = map[string]json.RawMessage{} // no object: no properties
			}
		}
		return segment.FromJSON(fields[name])
	}
}
