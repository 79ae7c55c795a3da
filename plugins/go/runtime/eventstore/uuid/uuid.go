// Package uuid makes the two kinds of identifier that an event store needs:
// names that come out the same every time (version 5) and names that sort by
// time (version 7), as defined by RFC 9562.
package uuid

import (
	"crypto/rand"
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"time"
)

// UUID is the 16 octets of an identifier.
type UUID [16]byte

// ErrFormat reports text that is not a UUID in its 36-character form.
var ErrFormat = errors.New("uuid: not of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")

// V5 names name within space: equal arguments give equal identifiers.
func V5(space UUID, name string) UUID {
	h := sha1.New()
	h.Write(space[:])
	h.Write([]byte(name))
	var u UUID
	copy(u[:], h.Sum(nil))
	return u.stamped(5)
}

// V7 makes a new identifier whose first 48 bits are now in milliseconds.
func V7(now time.Time) UUID {
	var u UUID
	rand.Read(u[:]) // never fails: the runtime ends the program first
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(now.UnixMilli()))
	copy(u[:6], ms[2:])
	return u.stamped(7)
}

// Parse reads the 36-character form.
func Parse(text string) (UUID, error) {
	var u UUID
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return u, ErrFormat
	}
	digits := text[:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
	if _, err := hex.Decode(u[:], []byte(digits)); err != nil {
		return UUID{}, ErrFormat
	}
	return u, nil
}

// String is the 36-character lower-case form.
func (u UUID) String() string {
	var b [36]byte
	hex.Encode(b[:8], u[:4])
	hex.Encode(b[9:13], u[4:6])
	hex.Encode(b[14:18], u[6:8])
	hex.Encode(b[19:23], u[8:10])
	hex.Encode(b[24:], u[10:])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}

// Version is the number of the identifier's kind.
func (u UUID) Version() int { return int(u[6] >> 4) }

func (u UUID) stamped(version byte) UUID {
	u[6] = u[6]&0x0f | version<<4
	u[8] = u[8]&0x3f | 0x80
	return u
}
