package suite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// exact members must agree wholly: what is not expected in them must not be there.
var exact = map[string]bool{"data": true, "state": true, "versions": true}

// compare returns in words where got does not have what want asks for.
func compare(at string, want, got any) string {
	switch w := want.(type) {
	case map[string]any:
		if version, ok := w["$uuid"]; ok {
			return compareUUID(at, version, got)
		}
		return compareObject(at, w, got)
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return fmt.Sprintf("at %s: expected %d elements, got %v", at, len(w), got)
		}
		for i := range w {
			if difference := compare(fmt.Sprintf("%s/%d", at, i), w[i], g[i]); difference != "" {
				return difference
			}
		}
		return ""
	default:
		if !reflect.DeepEqual(want, got) {
			return fmt.Sprintf("at %s: expected %v, got %v", at, want, got)
		}
		return ""
	}
}

func compareObject(at string, want map[string]any, got any) string {
	g, ok := got.(map[string]any)
	if !ok {
		return fmt.Sprintf("at %s: expected an object, got %v", at, got)
	}
	for name, w := range want {
		value, there := g[name]
		if !there {
			return fmt.Sprintf("at %s: %s is missing", at, name)
		}
		if exact[name] && !reflect.DeepEqual(w, value) {
			return fmt.Sprintf("at %s/%s: expected %v, got %v", at, name, w, value)
		}
		if difference := compare(at+"/"+name, w, value); difference != "" {
			return difference
		}
	}
	return ""
}

func compareUUID(at string, version, got any) string {
	text, ok := got.(string)
	if !ok || len(text) != 36 || text[14:15] != fmt.Sprint(version) || !strings.Contains("89ab", text[19:20]) {
		return fmt.Sprintf("at %s: expected a UUID of version %v, got %v", at, version, got)
	}
	return ""
}

// strict decodes JSON and refuses members that nothing reads.
func strict(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// expand replaces {"$repeat": x, "times": n}: a string by its n-fold
// repetition, anything else by a list of n copies.
func expand(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if what, ok := v["$repeat"]; ok {
			return repeat(what, int(v["times"].(float64)))
		}
		for name, member := range v {
			v[name] = expand(member)
		}
	case []any:
		for i, element := range v {
			v[i] = expand(element)
		}
	}
	return v
}

func repeat(what any, times int) any {
	if text, ok := what.(string); ok {
		return strings.Repeat(text, times)
	}
	list := make([]any, times)
	for i := range list {
		list[i] = what
	}
	return list
}
