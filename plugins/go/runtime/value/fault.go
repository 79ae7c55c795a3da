package value

import (
	"strconv"
	"strings"
)

// Fault is one thing that is wrong with an input.
type Fault struct {
	Pointer string `json:"pointer"` // RFC 6901, from the input object
	Code    Code   `json:"code"`
	Message string `json:"message"` // for people
}

func (f *Fault) Error() string { return f.Pointer + ": " + f.Message }

// escapePointer is RFC 6901, section 3.
var escapePointer = strings.NewReplacer("~", "~0", "/", "~1")

// at moves the fault below key.
func (f *Fault) at(key string) *Fault {
	f.Pointer = "/" + escapePointer.Replace(key) + f.Pointer
	return f
}

func (f *Fault) atIndex(i int) *Fault { return f.at(strconv.Itoa(i)) }
