package uuid

import (
	"testing"
	"time"
)

func TestV5MatchesTheExampleOfRFC9562(t *testing.T) {
	dns, err := Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
	if err != nil {
		t.Fatal(err)
	}
	if got := V5(dns, "www.example.com").String(); got != "2ed6657d-e927-568b-95e1-2665a8aea6a2" {
		t.Fatalf("got %s", got)
	}
}

func TestV7StartsWithTheTimeAndNeverRepeats(t *testing.T) {
	now := time.UnixMilli(0x017F22E279B0) // the example of RFC 9562
	seen := map[UUID]bool{}
	for range 1000 {
		u := V7(now)
		if got := u.String()[:14]; got != "017f22e2-79b0-" {
			t.Fatalf("got %s", got)
		}
		if u.Version() != 7 || u[8]>>6 != 2 {
			t.Fatalf("%s has the wrong version or variant", u)
		}
		if seen[u] {
			t.Fatalf("%s came twice", u)
		}
		seen[u] = true
	}
}

func TestParseReadsWhatStringWroteAndNothingElse(t *testing.T) {
	u := V7(time.Now())
	if got, err := Parse(u.String()); err != nil || got != u {
		t.Fatalf("got %v, %v", got, err)
	}
	for _, bad := range []string{"", "2ed6657d", u.String() + "0", "zed6657d-e927-568b-95e1-2665a8aea6a2", "2ed6657d+e927-568b-95e1-2665a8aea6a2"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}
