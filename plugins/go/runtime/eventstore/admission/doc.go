// Package admission is the part of an event store that does no input or output:
// which requests are valid, whether a request's expectations hold, and which
// identity, version and position each of its events gets. Every adapter decides
// with it, so that they differ only in how they keep what was decided.
package admission
