package admission

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"petri/eventstore"
)

// The JSON vectors cover what can be said in any language; these are the cases
// that only Go can express.

func request() eventstore.AppendRequest {
	return eventstore.AppendRequest{
		Writes: []eventstore.Write{{Stream: "a", Expected: eventstore.Any(), Events: []eventstore.NewEvent{
			{Type: "t", Data: json.RawMessage(`{ "n" : 1.50 }`), SchemaVersion: 1},
		}}},
		Meta: eventstore.Metadata{At: time.UnixMilli(1_800_000_000_000)},
	}
}

func wantInvalid(t *testing.T, req eventstore.AppendRequest, reason string) {
	t.Helper()
	_, err := Validate(req)
	var invalid *eventstore.InvalidError
	if !errors.As(err, &invalid) || invalid.Reason != reason {
		t.Errorf("answered %v, expected %s", err, reason)
	}
}

func TestATimeFinerThanAMillisecondIsInvalid(t *testing.T) {
	req := request()
	req.Meta.At = req.Meta.At.Add(time.Microsecond)
	wantInvalid(t, req, "time of decision is finer than a millisecond")
}

func TestATimeOutsideFourDigitYearsIsInvalid(t *testing.T) {
	for _, year := range []int{0, 10_000} {
		req := request()
		req.Meta.At = time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)
		wantInvalid(t, req, "time of decision is outside the years 1 to 9999")
	}
}

func TestTextThatIsNotUTF8IsInvalid(t *testing.T) {
	req := request()
	req.Writes[0].Stream = "a\xff"
	wantInvalid(t, req, "stream is not UTF-8")
	req = request()
	req.Writes[0].Events[0].Data = json.RawMessage("{\"a\":\"\xff\"}")
	wantInvalid(t, req, "data is not a JSON object")
}

func TestDataThatIsNotOneJSONValueIsInvalid(t *testing.T) {
	for _, data := range []string{"", " ", "{", "{}{}", "{}x", "{'a':1}", "\ufeff{}"} {
		req := request()
		req.Writes[0].Events[0].Data = json.RawMessage(data)
		wantInvalid(t, req, "data is not a JSON object")
	}
}

func TestAnExpectationOfAnUnknownKindIsInvalid(t *testing.T) {
	req := request()
	req.Writes[0].Expected = eventstore.Expected{Kind: 99}
	wantInvalid(t, req, "an expectation is not stated")
	req.Writes[0].Expected = eventstore.Expected{Kind: eventstore.KindAny, Version: 3}
	wantInvalid(t, req, "a version is expected but not an exact one")
	if Holds(eventstore.Expected{}, 0) {
		t.Error("an expectation that is not stated holds")
	}
}

func TestWhatIsStoredDoesNotShareMemoryWithTheCaller(t *testing.T) {
	req := request()
	stored, err := Validate(req)
	if err != nil {
		t.Fatal(err)
	}
	copy(req.Writes[0].Events[0].Data, strings.Repeat("x", 20))
	req.Writes[0].Stream = "changed"
	w := stored.Writes[0]
	if w.Stream != "a" || string(w.Events[0].Data) != `{"n":1.50}` {
		t.Errorf("stored %s %s", w.Stream, w.Events[0].Data)
	}
}

func TestNumbersAreComparedAsTheyAreWritten(t *testing.T) {
	// A float64 holds neither difference.
	a, b := request(), request()
	a.Key, b.Key = "k", "k"
	a.Writes[0].Events[0].Data = json.RawMessage(`{"n":9007199254740993}`)
	b.Writes[0].Events[0].Data = json.RawMessage(`{"n":9007199254740992}`)
	first, err := Fingerprint(a)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := Fingerprint(b); err != nil || first == second {
		t.Errorf("two bodies have one fingerprint, %v", err)
	}
}

func TestAReplayedResultIsACopy(t *testing.T) {
	r := Record{Fingerprint: "f", Result: eventstore.AppendResult{Versions: map[string]int64{"a": 1}, Positions: []int64{1}}}
	result, err := r.Replay("f")
	if err != nil {
		t.Fatal(err)
	}
	result.Versions["a"], result.Positions[0] = 9, 9
	if r.Result.Versions["a"] != 1 || r.Result.Positions[0] != 1 || r.Result.Replayed {
		t.Errorf("the record changed to %+v", r.Result)
	}
}
