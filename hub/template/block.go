package template

import (
	"banhda/hub/block"
)

// Block is a piece of a message.
type Block = block.Block

// Kind is what a block is.
type Kind = block.Kind

// The kinds of blocks a message is made of.
const (
	Heading = block.Heading
	Text    = block.Text
	Image   = block.Image
	Button  = block.Button
	Divider = block.Divider
	Spacer  = block.Spacer
	Columns = block.Columns
	Goods   = block.Goods
	Raw     = block.Raw
	Footer  = block.Footer
	Scores  = block.Scores
)

// Kinds are all there are.
var Kinds = []Kind{Heading, Text, Image, Button, Divider, Spacer, Columns, Goods, Raw, Footer, Scores}

// Product is what a block shows of one.
type Product = block.Product
