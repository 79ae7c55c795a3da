package admission

import (
	"unicode/utf8"
)

// ValidateName checks a name that must be there: 1 to MaxNameBytes octets of
// UTF-8 without control characters.
func ValidateName(field, name string) error {
	if name == "" {
		return invalid("%s is empty", field)
	}
	return validateOptional(field, name)
}

func validateOptional(field, name string) error {
	if len(name) > MaxNameBytes {
		return invalid("%s is longer than %d bytes", field, MaxNameBytes)
	}
	if !utf8.ValidString(name) {
		return invalid("%s is not UTF-8", field)
	}
	for _, r := range name {
		if r < 0x20 || r == 0x7f {
			return invalid("%s has a control character", field)
		}
	}
	return nil
}
