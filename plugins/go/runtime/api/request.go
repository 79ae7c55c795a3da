package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"petri/aggregate"
	"petri/value"
)

// maxKey is how long an Idempotency-Key may be.
const maxKey = 200

// defaultPage is how many items a page has when nobody asks for a number.
const defaultPage = 50

// readObject reads the body, which must be one JSON object.
func readObject(w http.ResponseWriter, r *http.Request, limit int64) (value.Node, error) {
	if err := checkMedia(r); err != nil {
		return value.Node{}, err
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge) || isTimeout(err):
		return value.Node{}, err
	case err != nil:
		return value.Node{}, badRequest("the body ends early")
	}
	object, err := value.ParseObject(body)
	if err != nil {
		return value.Node{}, NewProblem(http.StatusUnprocessableEntity, codeInvalidBody, "the body must be one JSON object: "+err.Error())
	}
	return object, nil
}

func checkMedia(r *http.Request) error {
	unsupported := NewProblem(http.StatusUnsupportedMediaType, codeUnsupportedMedia, "the body must be application/json")
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/json" || r.Header.Get("Content-Encoding") != "" {
		return unsupported
	}
	for name, v := range params {
		if name != "charset" || !strings.EqualFold(v, "utf-8") {
			return unsupported
		}
	}
	return nil
}

// single returns a header that may be given once.
func single(r *http.Request, name string) (string, bool, error) {
	switch values := r.Header.Values(name); len(values) {
	case 0:
		return "", false, nil
	case 1:
		return values[0], true, nil
	default:
		return "", false, badRequest(name + " is given more than once")
	}
}

// idempotencyKey returns the key of a request, "" when it has none.
func idempotencyKey(r *http.Request) (string, error) {
	key, given, err := single(r, "Idempotency-Key")
	if err != nil || !given {
		return "", err
	}
	if key == "" || len(key) > maxKey || !isPrintable(key) {
		return "", badRequest(fmt.Sprintf("Idempotency-Key must be 1 to %d printable ASCII characters without space", maxKey))
	}
	return key, nil
}

func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// noVersion is what no instance is ever at.
const noVersion = -1

// ifMatch returns the version that the caller has seen, 0 when it names none.
func ifMatch(r *http.Request) (int64, error) {
	tag, given, err := single(r, "If-Match")
	if err != nil || !given || tag == "*" {
		return 0, err
	}
	inner, quoted := strings.CutPrefix(tag, `"`)
	inner, ended := strings.CutSuffix(inner, `"`)
	if !quoted || !ended || strings.Contains(inner, `"`) {
		return 0, badRequest(`If-Match must be one version in quotes, such as "3", or *`)
	}
	version, err := strconv.ParseInt(inner, 10, 64)
	if err != nil || version < 1 || etag(version) != tag {
		return noVersion, nil
	}
	return version, nil
}

func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// query returns the parameters of a request, each given at most once and none
// that is not known.
func query(r *http.Request, known ...string) (map[string]string, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badRequest("the query cannot be read")
	}
	params := make(map[string]string, len(values))
	for _, name := range known {
		if given := values[name]; len(given) > 1 {
			return nil, badRequest(name + " is given more than once")
		} else if len(given) == 1 {
			params[name] = given[0]
		}
		delete(values, name)
	}
	for name := range values {
		return nil, badRequest(fmt.Sprintf("there is no query parameter %q here", name))
	}
	return params, nil
}

func pageSize(params map[string]string, most int) (int, error) {
	text, given := params["limit"]
	if !given {
		return min(defaultPage, most), nil
	}
	limit, ok := decimal(text)
	if !ok || limit < 1 || limit > int64(most) {
		return 0, badRequest(fmt.Sprintf("limit must be 1 to %d", most))
	}
	return int(limit), nil
}

func cursor(params map[string]string) (string, error) {
	id, given := params["cursor"]
	if given && !aggregate.ValidID(id) {
		return "", badRequest("cursor must be the next of a page before")
	}
	return id, nil
}

func after(params map[string]string) (int64, error) {
	text, given := params["after"]
	if !given {
		return 0, nil
	}
	version, ok := decimal(text)
	if !ok {
		return 0, badRequest("after must be a version")
	}
	return version, nil
}

// decimal reads a number of 63 bits without sign or leading zero. One less than
// the largest is the limit, so that the next number exists.
func decimal(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n >= 0 && n < 1<<63-1 && strconv.FormatInt(n, 10) == text
}
