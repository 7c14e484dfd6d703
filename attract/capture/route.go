package capture

// Route is the kind of a request: one of the calls, or a batch of them.
type Route string

// The routes. Each but Batch is also the type of a call within a batch.
const (
	Track    Route = "track"
	Identify Route = "identify"
	Page     Route = "page"
	Screen   Route = "screen"
	Group    Route = "group"
	Alias    Route = "alias"
	Batch    Route = "batch"
)

// Routes are all of them.
var Routes = []Route{Track, Identify, Page, Screen, Group, Alias, Batch}

// Short is the route's one letter, as browsers call it.
func (r Route) Short() string { return string(r[:1]) }

// names are what the calls without a name of their own are called as events.
var names = map[Route]string{
	Page: "Page Viewed", Screen: "Screen Viewed", Identify: "Identified", Group: "Group Joined", Alias: "Aliased",
}
