package value

import (
	"strconv"
	"unicode/utf8"
)

func (p *parser) str() (Node, error) {
	p.at++
	start := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			n := Node{kind: KindString, text: p.text[start:p.at]}
			p.at++
			return n, nil
		case c == '\\':
			return p.escaped(start)
		case c < 0x20:
			return Node{}, p.fail("a control character in a string")
		}
		p.at++
	}
	return Node{}, p.fail("the end of the text in a string")
}

// escaped reads a string from its first backslash on.
func (p *parser) escaped(start int) (Node, error) {
	n := Node{kind: KindString}
	text := []byte(p.text[start:p.at])
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			n.text = string(text)
			return n, nil
		case c == '\\':
			r, err := p.escape()
			if err != nil {
				return Node{}, err
			}
			n.bad = n.bad || r == 0 || isSurrogate(r)
			text = appendScalar(text, r)
			continue
		case c < 0x20:
			return Node{}, p.fail("a control character in a string")
		default:
			text = append(text, c)
		}
		p.at++
	}
	return Node{}, p.fail("the end of the text in a string")
}

// shortEscapes are the escapes of one letter.
var shortEscapes = map[byte]rune{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

// escape reads one escape, or the two that make a surrogate pair.
func (p *parser) escape() (rune, error) {
	if p.at+1 == len(p.text) {
		return 0, p.fail("the end of the text in a string")
	}
	if c := p.text[p.at+1]; c != 'u' {
		r, known := shortEscapes[c]
		if !known {
			return 0, p.fail("an unknown escape")
		}
		p.at += 2
		return r, nil
	}
	high, ok := p.hex()
	if !ok {
		return 0, p.fail("an escape without four hexadecimal digits")
	}
	p.at += 6
	if high < 0xd800 || high > 0xdbff {
		return high, nil
	}
	if low, ok := p.hex(); ok && 0xdc00 <= low && low <= 0xdfff {
		p.at += 6
		return 0x10000 + (high-0xd800)<<10 + (low - 0xdc00), nil
	}
	return high, nil
}

// hex looks at `\uXXXX` without moving on.
func (p *parser) hex() (rune, bool) {
	if len(p.text)-p.at < 6 || p.text[p.at:p.at+2] != `\u` {
		return 0, false
	}
	n, err := strconv.ParseUint(p.text[p.at+2:p.at+6], 16, 16)
	return rune(n), err == nil
}

func isSurrogate(r rune) bool { return 0xd800 <= r && r <= 0xdfff }

// appendScalar is utf8.AppendRune that also encodes a surrogate, in three bytes,
// so that two keys that differ in one stay different.
func appendScalar(b []byte, r rune) []byte {
	if isSurrogate(r) {
		return append(b, 0xed, byte(0x80|r>>6&0x3f), byte(0x80|r&0x3f))
	}
	return utf8.AppendRune(b, r)
}
