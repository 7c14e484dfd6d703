package history

import ()

// An expression is parsed into a tree of nodes when the mapping is read, and compiled to closures over column
// numbers when the file's columns are known (compile.go):
//
//	condition = all { or all };  all = one { and one };  one = [ not ] test
//	test  = join [ ( = | != | < | <= | > | >= | starts | contains ) join | in ( join, … ) | is [ not ] empty ]
//	      | ( empty | exists ) value
//	join  = sum { & sum };  sum = product { ( + | - ) product };  product = value { ( * | / ) value }
//	value = column | [column] | "text" | number | true | false | - value | abs(…) | round(…, places) | ( condition )
type node interface {
	compile(s *scope) (eval, error)
	isTest() bool // says yes or no, rather than a text or a number
}

type (
	columnNode struct {
		name string
		at   int
	}
	textNode   struct{ text string }
	truthNode  struct{ word string } // true or false
	numberNode struct{ number decimal }
	logicNode  struct {
		and         bool
		left, right node
	}
	notNode     struct{ test node }
	compareNode struct {
		operator    string
		left, right node
	}
	emptyNode struct{ value node }
	inNode    struct {
		value   node
		choices []node
	}
	joinNode       struct{ left, right node }
	arithmeticNode struct {
		operator    string
		left, right node
	}
	callNode struct {
		function string
		value    node
		places   int
	}
)

func (columnNode) isTest() bool     { return false }
func (textNode) isTest() bool       { return false }
func (truthNode) isTest() bool      { return false }
func (numberNode) isTest() bool     { return false }
func (joinNode) isTest() bool       { return false }
func (arithmeticNode) isTest() bool { return false }
func (callNode) isTest() bool       { return false }
func (logicNode) isTest() bool      { return true }
func (notNode) isTest() bool        { return true }
func (compareNode) isTest() bool    { return true }
func (emptyNode) isTest() bool      { return true }
func (inNode) isTest() bool         { return true }

// parseExpression reads a text or a number; parseCondition a yes or no. Errors are *fault.
func parseExpression(text string) (node, error) { return parseAs(text, false) }
func parseCondition(text string) (node, error)  { return parseAs(text, true) }

func parseAs(text string, test bool) (node, error) {
	list, err := tokens(text)
	if err != nil {
		return nil, err
	}
	p := &expressionParser{tokens: list}
	if !test {
		p.mark("=") // a formula may begin as in a spreadsheet
	}
	n := p.either(0)
	if p.fault == nil && p.now().kind != tokenEnd {
		p.unexpected("an operator or the end")
	}
	if p.fault == nil {
		p.want(n, test, 0)
	}
	if p.fault != nil {
		return nil, p.fault
	}
	return n, nil
}
