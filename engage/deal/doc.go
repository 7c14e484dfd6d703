// Package deal is a sale that may come about: the pipelines it goes through, what moving it asks for and changes, when it
// is stale, how many go on from stage to stage, and what is forecast to be sold.
package deal
