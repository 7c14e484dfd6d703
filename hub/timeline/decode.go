package timeline

import (
	"fmt"

	"github.com/goccy/go-json"
)

// ReadRow reads the body of a row of the log. The events keep nothing of body.
func ReadRow(body []byte) ([]Event, error) {
	var events []Event
	if err := json.Unmarshal(body, &events); err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	return events, nil
}
