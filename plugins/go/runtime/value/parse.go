package value

import (
	"fmt"
	"unicode/utf8"
)

// maxDepth is how many arrays and objects may be open; it bounds the stack. It is above what any type of the language
// holds, so that a json value that is too deep is still named as such.
const maxDepth = 256

// SyntaxError reports text that is not one JSON value, and where.
type SyntaxError struct {
	Offset int // in bytes, from 0
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s at byte %d", e.Reason, e.Offset)
}

// Parse reads one JSON value (RFC 8259). Unlike encoding/json it refuses
// duplicate keys and text that is not UTF-8, and remembers which strings hold
// NUL or a lone surrogate. The error is a *SyntaxError.
func Parse(text []byte) (Node, error) {
	if !utf8.Valid(text) {
		return Node{}, &SyntaxError{Reason: "text that is not UTF-8"}
	}
	p := parser{text: string(text)}
	n, err := p.value(0)
	if err != nil {
		return Node{}, err
	}
	if p.space(); p.at < len(p.text) {
		return Node{}, p.fail("text after the value")
	}
	return n, nil
}

// ParseObject is Parse for text that must be an object.
func ParseObject(text []byte) (Node, error) {
	n, err := Parse(text)
	if err == nil && n.kind != KindObject {
		return Node{}, &SyntaxError{Reason: "not an object"}
	}
	return n, err
}

type parser struct {
	text string
	at   int
}

func (p *parser) fail(reason string) error { return &SyntaxError{Offset: p.at, Reason: reason} }

func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// next returns the byte that follows white space, 0 at the end.
func (p *parser) next() byte {
	p.space()
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

func (p *parser) value(depth int) (Node, error) {
	switch c := p.next(); {
	case (c == '{' || c == '[') && depth == maxDepth:
		return Node{}, p.fail("nesting that is too deep")
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		return p.str()
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	case c == 't':
		return p.word("true", KindBool)
	case c == 'f':
		return p.word("false", KindBool)
	case c == 'n':
		return p.word("null", KindNull)
	case c == 0 && p.at == len(p.text):
		return Node{}, p.fail("the end of the text where a value is due")
	default:
		return Node{}, p.fail("no value")
	}
}

func (p *parser) word(word string, kind Kind) (Node, error) {
	if len(p.text)-p.at < len(word) || p.text[p.at:p.at+len(word)] != word {
		return Node{}, p.fail("no value")
	}
	p.at += len(word)
	return Node{kind: kind, text: word}, nil
}

func (p *parser) array(depth int) (Node, error) {
	p.at++
	n := Node{kind: KindArray}
	if p.next() == ']' {
		p.at++
		return n, nil
	}
	for {
		item, err := p.value(depth + 1)
		if err != nil {
			return Node{}, err
		}
		n.items = append(n.items, item)
		if done, err := p.more(']'); done || err != nil {
			return n, err
		}
	}
}

func (p *parser) object(depth int) (Node, error) {
	p.at++
	n := Node{kind: KindObject}
	if p.next() == '}' {
		p.at++
		return n, nil
	}
	seen := keySet{}
	for {
		m, err := p.member(depth)
		if err != nil {
			return Node{}, err
		}
		if !seen.add(n.members, m.Key.text) {
			return Node{}, p.fail("a duplicate key")
		}
		n.members = append(n.members, m)
		if done, err := p.more('}'); done || err != nil {
			return n, err
		}
	}
}

func (p *parser) member(depth int) (Member, error) {
	if p.next() != '"' {
		return Member{}, p.fail("no key")
	}
	key, err := p.str()
	if err != nil {
		return Member{}, err
	}
	if p.next() != ':' {
		return Member{}, p.fail("no colon after a key")
	}
	p.at++
	v, err := p.value(depth + 1)
	return Member{Key: key, Value: v}, err
}

// more reads the comma between two elements, or the end of them.
func (p *parser) more(end byte) (done bool, err error) {
	switch p.next() {
	case ',':
		p.at++
		return false, nil
	case end:
		p.at++
		return true, nil
	default:
		return true, p.fail("no comma or end after an element")
	}
}

func (p *parser) number() (Node, error) {
	start := p.at
	if p.text[p.at] == '-' {
		p.at++
	}
	if p.at < len(p.text) && p.text[p.at] == '0' {
		p.at++
	} else if !p.digits() {
		return Node{}, p.fail("no digit in a number")
	}
	if p.at < len(p.text) && p.text[p.at] == '.' {
		p.at++
		if !p.digits() {
			return Node{}, p.fail("no digit after a decimal point")
		}
	}
	if p.at < len(p.text) && (p.text[p.at] == 'e' || p.text[p.at] == 'E') {
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		if !p.digits() {
			return Node{}, p.fail("no digit in an exponent")
		}
	}
	return Node{kind: KindNumber, text: p.text[start:p.at]}, nil
}

func (p *parser) digits() bool {
	start := p.at
	for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > start
}

// keySet finds duplicate keys: by looking at all of them while they are few.
type keySet struct{ many map[string]struct{} }

const fewKeys = 8

func (s *keySet) add(before []Member, key string) bool {
	if s.many == nil && len(before) < fewKeys {
		for _, m := range before {
			if m.Key.text == key {
				return false
			}
		}
		return true
	}
	if s.many == nil {
		s.many = make(map[string]struct{}, 2*fewKeys)
		for _, m := range before {
			s.many[m.Key.text] = struct{}{}
		}
	}
	_, found := s.many[key]
	s.many[key] = struct{}{}
	return !found
}
