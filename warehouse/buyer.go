package warehouse

import "banhda/wheel/value"

// Buyer is somebody who ever bought, with what forecasts read of their purchases.
type Buyer struct {
	Person int64
	value.Customer
}
