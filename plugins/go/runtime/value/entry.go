package value

import "strconv"

// Entry is the name of a map's entry in a reason: the place with a string key.
func Entry(place, key string) string { return place + "[" + string(AppendString(nil, key)) + "]" }

// EntryInt is Entry for an integer key.
func EntryInt(place string, key int64) string {
	return place + "[" + strconv.FormatInt(key, 10) + "]"
}
