package suite

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestTheSuiteHasAtLeast120CasesAndNoneTwice(t *testing.T) {
	names, count := map[string]bool{}, 0
	bodies := map[string]string{}
	for file, cases := range Vectors(t) {
		for _, c := range cases {
			count++
			if names[c.Name] {
				t.Errorf("%s: the name %q is used twice", file, c.Name)
			}
			names[c.Name] = true
			body, err := json.Marshal(c.Steps)
			if err != nil {
				t.Fatal(err)
			}
			if other, there := bodies[string(body)]; there {
				t.Errorf("%s: %q has the steps of %q", file, c.Name, other)
			}
			bodies[string(body)] = c.Name
		}
	}
	if count < 120 {
		t.Errorf("only %d cases", count)
	}
}

func TestEveryStepExpectsSomethingThatAnotherAnswerWouldNotGive(t *testing.T) {
	// These operations answer with nothing when they succeed.
	silent := map[string]bool{"save_snapshot": true, "save_checkpoint": true, "ping": true, "close": true, "reopen": true}
	for file, cases := range Vectors(t) {
		for _, c := range cases {
			for i, s := range c.Steps {
				if strings.TrimSpace(string(s.Expect)) == "{}" && !silent[s.Op] {
					t.Errorf("%s: %q: step %d expects nothing", file, c.Name, i+1)
				}
			}
		}
	}
}

func TestComparisonSeesEachKindOfDifference(t *testing.T) {
	cases := []struct {
		want, got string
		same      bool
	}{
		{`{"a":1}`, `{"a":1,"b":2}`, true},
		{`{"a":1}`, `{"b":2}`, false},
		{`{"a":1}`, `{"a":2}`, false},
		{`{"a":[1]}`, `{"a":[1,2]}`, false},
		{`{"a":[]}`, `{"a":null}`, false},
		{`{"data":{"a":1}}`, `{"data":{"a":1,"b":2}}`, false},
		{`{"versions":{}}`, `{"versions":{"a":1}}`, false},
		{`{"found":false}`, `{"found":true}`, false},
		{`{"id":{"$uuid":7}}`, `{"id":"017f22e2-79b0-7cc3-98c4-dc0c0c07398f"}`, true},
		{`{"id":{"$uuid":7}}`, `{"id":"017f22e2-79b0-4cc3-98c4-dc0c0c07398f"}`, false},
		{`{"id":{"$uuid":7}}`, `{"id":"017f22e2-79b0-7cc3-c8c4-dc0c0c07398f"}`, false},
	}
	for _, c := range cases {
		err := agree(json.RawMessage(c.want), json.RawMessage(c.got))
		if (err == nil) != c.same {
			t.Errorf("%s against %s: %v", c.want, c.got, err)
		}
	}
}
