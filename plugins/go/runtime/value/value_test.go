package value_test

import (
	"iter"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"petri/value"
)

func parse(t *testing.T, text string) value.Node {
	t.Helper()
	n, err := value.Parse([]byte(text))
	if err != nil {
		t.Fatalf("Parse(%s): %v", text, err)
	}
	return n
}

func TestTextThatIsNotOneJSONValueIsRefused(t *testing.T) {
	for _, text := range []string{
		"", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "01", "1.", ".5", "1e", "+1", "-",
		"nul", "truex", "'a'", "\"\t\"", "\"\\x\"", "\"\\u12g4\"", "\"a", "\"a\\", "1 2", "NaN", "{a:1}", "\xff", "\"\xed\xa0\x80\"",
		strings.Repeat("[", 300) + strings.Repeat("]", 300),
	} {
		if _, err := value.Parse([]byte(text)); err == nil {
			t.Errorf("Parse(%q) accepted it", text)
		}
	}
}

func TestManyKeysAreStillCheckedForDuplicates(t *testing.T) {
	keys := make([]string, 20)
	for i := range keys {
		keys[i] = `"` + string(rune('a'+i)) + `":1`
	}
	parse(t, "{"+strings.Join(keys, ",")+"}")
	if _, err := value.Parse([]byte("{" + strings.Join(append(keys, `"b":2`), ",") + "}")); err == nil {
		t.Error("a duplicate among many keys was accepted")
	}
}

func TestCanonicalFormSortsKeysByCodePointAndKeepsIntegers(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"b":1,"a":[true,null,"x"]}`, `{"a":[true,null,"x"],"b":1}`},
		{"{\"\U0001F600\":1,\"\uFF01\":2}", "{\"\uFF01\":2,\"\U0001F600\":1}"},
		{`9223372036854775807`, `9223372036854775807`},
		{`-0`, `0`}, {`-0.0`, `0`}, {`1.0`, `1`}, {`1e3`, `1000`}, {`1e21`, `1e+21`}, {`1e-7`, `1e-7`}, {`0.000001`, `0.000001`},
		{`18446744073709551616`, `18446744073709552000`}, {`1.5e300`, `1.5e+300`}, {`5e-324`, `5e-324`},
		{`"\u0041\u00e9\/\u001f\n\ud83d\ude00"`, "\"Aé/\\u001f\\n\U0001F600\""},
	} {
		if got := string(value.AppendCanonical(nil, parse(t, c.in))); got != c.want {
			t.Errorf("%s is printed as %s, want %s", c.in, got, c.want)
		}
	}
}

// outcome is the wire form that a codec reads, or the fault.
func outcome[T any](c value.Codec[T], n value.Node) string {
	v, fault := c.Decode(n)
	if fault != nil {
		return fault.Pointer + " " + string(fault.Code)
	}
	return string(c.Append(nil, v))
}

func TestEveryTypeReadsItsWireFormAndNothingElse(t *testing.T) {
	str := func(n value.Node) string { return outcome(value.String, n) }
	integer := func(n value.Node) string { return outcome(value.Int, n) }
	float := func(n value.Node) string { return outcome(value.Float, n) }
	boolean := func(n value.Node) string { return outcome(value.Bool, n) }
	instant := func(n value.Node) string { return outcome(value.Instant, n) }
	amount := func(n value.Node) string { return outcome(value.Quantity, n) }
	any := func(n value.Node) string { return outcome(value.Any, n) }
	enum := func(n value.Node) string { return outcome(value.Enum("low", "high"), n) }
	list := func(n value.Node) string { return outcome(value.List(value.Int), n) }
	slots := func(n value.Node) string { return outcome(value.Map(value.IntKey, value.Bool), n) }
	nested := func(n value.Node) string {
		return outcome(value.Map(value.StringKey, value.Map(value.StringKey, value.Quantity)), n)
	}
	nest := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, c := range []struct {
		read     func(value.Node) string
		in, want string
	}{
		{str, `"é"`, `"é"`}, {str, `1`, " wrong-type"}, {str, `"\u0000"`, " invalid-string"}, {str, `"\ud800"`, " invalid-string"},
		{str, `"\udc00\ud800"`, " invalid-string"},
		{integer, `-9223372036854775808`, `-9223372036854775808`}, {integer, `9223372036854775808`, " out-of-range"},
		{integer, `1.0`, " wrong-type"}, {integer, `1e3`, " wrong-type"}, {integer, `"1"`, " wrong-type"}, {integer, `-0`, "0"},
		{float, `1`, `1`}, {float, `0.1`, `0.1`}, {float, `1e400`, " out-of-range"}, {float, `"1"`, " wrong-type"},
		{boolean, `true`, `true`}, {boolean, `1`, " wrong-type"},
		{instant, `"2026-01-02T03:04:05Z"`, `"2026-01-02T03:04:05.000Z"`},
		{instant, `"2026-01-02T03:04:05.123999+05:30"`, `"2026-01-01T21:34:05.123Z"`},
		{instant, `"2026-01-02T03:04:05.1-00:00"`, `"2026-01-02T03:04:05.100Z"`},
		{instant, `"2024-02-29T00:00:00Z"`, `"2024-02-29T00:00:00.000Z"`}, {instant, `"2026-02-29T00:00:00Z"`, " wrong-type"},
		{instant, `"2026-01-02T24:00:00Z"`, " wrong-type"}, {instant, `"2026-01-02T03:04:60Z"`, " wrong-type"},
		{instant, `"2026-01-02t03:04:05Z"`, " wrong-type"}, {instant, `"2026-01-02T03:04:05"`, " wrong-type"},
		{instant, `"2026-01-02T03:04:05.Z"`, " wrong-type"}, {instant, `"2026-01-02T03:04:05+24:00"`, " wrong-type"},
		{instant, `"2026-01-02T03:04:05+0100"`, " wrong-type"}, {instant, `"2026-01-02 03:04:05Z"`, " wrong-type"},
		{instant, `"0001-01-01T00:00:00+00:01"`, " out-of-range"}, {instant, `"9999-12-31T23:59:59-00:01"`, " out-of-range"},
		{instant, `"9999-12-31T23:59:59.999Z"`, `"9999-12-31T23:59:59.999Z"`},
		{amount, `"0"`, `"0"`}, {amount, `"00"`, " wrong-type"}, {amount, `"-1"`, " wrong-type"}, {amount, `1`, " wrong-type"},
		{amount, `""`, " wrong-type"}, {amount, `"1` + strings.Repeat("0", 4096) + `"`, " out-of-range"},
		{amount, `"` + strings.Repeat("9", 4096) + `"`, `"` + strings.Repeat("9", 4096) + `"`},
		{any, `{"b":[1.0,"x"],"a":null}`, `{"a":null,"b":[1,"x"]}`}, {any, nest(64), nest(64)},
		{any, nest(65), strings.Repeat("/0", 64) + " out-of-range"}, {any, `{"a":["\ud800"]}`, "/a/0 invalid-string"},
		{any, `1.2345678901234567e18`, `1234567890123456768`}, {any, `[1e999]`, "/0 out-of-range"},
		{enum, `"low"`, `"low"`}, {enum, `"mid"`, " not-in-enum"}, {enum, `1`, " wrong-type"},
		{list, `[1,2]`, `[1,2]`}, {list, `[]`, `[]`}, {list, `[1,"2"]`, "/1 wrong-type"}, {list, `{}`, " wrong-type"},
		{slots, `{"10":true,"-2":false}`, `{"-2":false,"10":true}`}, {slots, `{"01":true}`, "/01 wrong-type"}, {slots, `{"9223372036854775808":true}`, "/9223372036854775808 out-of-range"},
		{slots, `{"b":1,"a":true}`, "/a wrong-type"},
		{nested, `{"a/~":{"b":"1"}}`, `{"a/~":{"b":"1"}}`}, {nested, `{"a/~":{"b":1}}`, "/a~1~0/b wrong-type"},
	} {
		if got := c.read(parse(t, c.in)); got != c.want {
			t.Errorf("%.60s is read as %.60s, want %.60s", c.in, got, c.want)
		}
	}
}

func TestAReaderReportsEveryFieldInDeclaredOrderThenUnknownKeys(t *testing.T) {
	r := value.NewReader(parse(t, `{"z":1,"qty":0,"name":"","b~":2,"note":null,"tags":["a",1],"code":"x"}`))
	value.Required(r, "id", value.String)
	value.Required(r, "name", value.String, value.MinLength(1), value.MaxLength(0))
	value.Default(r, "qty", value.Int, 5, value.AtLeast(int64(1)))
	note := value.Optional(r, "note", value.String)
	value.Required(r, "tags", value.List(value.String))
	value.Required(r, "code", value.String, value.Because("must be capital", value.Matches(regexp.MustCompile("[A-Z]"))))
	var got []string
	for _, f := range r.Faults() {
		got = append(got, f.Pointer+" "+string(f.Code))
	}
	want := []string{"/id required", "/name too-short", "/qty out-of-range", "/tags/1 wrong-type", "/code pattern", "/b~0 unknown-field", "/z unknown-field"}
	if !slices.Equal(got, want) {
		t.Errorf("faults are\n%q, want\n%q", got, want)
	}
	if note != nil {
		t.Error("null counts as a value of an optional field")
	}
	if message := r.Faults()[4].Message; message != "must be capital" {
		t.Errorf("the message is %q, not the author's", message)
	}
}

func TestNullIsAValueOfAJSONFieldOnly(t *testing.T) {
	r := value.NewReader(parse(t, `{"any":null,"n":null}`))
	if j := value.Required(r, "any", value.Any); j.String() != "null" {
		t.Errorf("json null is read as %s", j)
	}
	if n := value.Default(r, "n", value.Int, 7); n != 7 {
		t.Errorf("a null field with a default is %d", n)
	}
	if f := r.Faults(); f != nil {
		t.Errorf("faults %v", f)
	}
}

func code(e *value.Eval) string {
	if e.Err() == nil {
		return ""
	}
	return string(e.Err().(*value.Error).Code)
}

func TestArithmeticIsExactOrFailsWithItsCode(t *testing.T) {
	const largest, smallest = math.MaxInt64, math.MinInt64
	for _, c := range []struct {
		name string
		eval func(e *value.Eval) int64
		want int64
		code string
	}{
		{"sum at the limit", func(e *value.Eval) int64 { return e.Add(largest-1, 1) }, largest, ""},
		{"sum above", func(e *value.Eval) int64 { return e.Add(largest, 1) }, 0, "overflow"},
		{"sum below", func(e *value.Eval) int64 { return e.Add(smallest, -1) }, 0, "overflow"},
		{"difference below", func(e *value.Eval) int64 { return e.Sub(smallest, 1) }, 0, "overflow"},
		{"difference of the smallest", func(e *value.Eval) int64 { return e.Sub(0, smallest) }, 0, "overflow"},
		{"difference to the smallest", func(e *value.Eval) int64 { return e.Sub(-1, largest) }, smallest, ""},
		{"product", func(e *value.Eval) int64 { return e.Mul(-3, 4) }, -12, ""},
		{"product above", func(e *value.Eval) int64 { return e.Mul(smallest, -1) }, 0, "overflow"},
		{"product far above", func(e *value.Eval) int64 { return e.Mul(1<<32, 1<<31) }, 0, "overflow"},
		{"quotient toward zero", func(e *value.Eval) int64 { return e.Div(-7, 2) }, -3, ""},
		{"quotient by zero", func(e *value.Eval) int64 { return e.Div(1, 0) }, 0, "division-by-zero"},
		{"quotient above", func(e *value.Eval) int64 { return e.Div(smallest, -1) }, 0, "overflow"},
		{"remainder", func(e *value.Eval) int64 { return e.Mod(-7, 2) }, -1, ""},
		{"remainder of the smallest", func(e *value.Eval) int64 { return e.Mod(smallest, -1) }, 0, ""},
		{"remainder by zero", func(e *value.Eval) int64 { return e.Mod(1, 0) }, 0, "division-by-zero"},
		{"absolute value", func(e *value.Eval) int64 { return e.Abs(-4) }, 4, ""},
		{"absolute value above", func(e *value.Eval) int64 { return e.Abs(smallest) }, 0, "overflow"},
		{"the first error stays", func(e *value.Eval) int64 { return e.Add(e.Div(1, 0), e.Mul(largest, 2)) }, 0, "division-by-zero"},
		{"sum whose parts overflow", func(e *value.Eval) int64 {
			return e.Sum(slices.Values([]int64{largest, largest, smallest, smallest, 5}))
		}, 3, ""},
		{"sum of smallest", func(e *value.Eval) int64 { return e.Sum(slices.Values([]int64{smallest})) }, smallest, ""},
		{"sum that overflows", func(e *value.Eval) int64 { return e.Sum(slices.Values([]int64{largest, 1})) }, 0, "overflow"},
		{"sum of nothing", func(e *value.Eval) int64 { return e.Sum(slices.Values([]int64{})) }, 0, ""},
		{"least", func(e *value.Eval) int64 { return value.MinOf(e, slices.Values([]int64{3, -1, 2})) }, -1, ""},
		{"largest of nothing", func(e *value.Eval) int64 { return value.MaxOf(e, slices.Values([]int64{})) }, 0, "missing-field"},
		{"absent parameter", func(e *value.Eval) int64 { return value.Deref[int64](e, nil) }, 0, "missing-field"},
		{"item outside", func(e *value.Eval) int64 { return value.At(e, []int64{1}, 1) }, 0, "missing-field"},
	} {
		var e value.Eval
		if got := c.eval(&e); got != c.want && c.code == "" || code(&e) != c.code {
			t.Errorf("%s: %d %q, want %d %q", c.name, got, code(&e), c.want, c.code)
		}
	}
}

func TestFloatsAmountsAndTimesStayInTheirRange(t *testing.T) {
	last := value.MustTime("9999-12-31T23:59:59.999Z")
	for _, c := range []struct {
		name string
		eval func(e *value.Eval) string
		want string
		code string
	}{
		{"float above", func(e *value.Eval) string { e.MulFloat(math.MaxFloat64, 2); return "" }, "", "overflow"},
		{"float by zero", func(e *value.Eval) string { e.DivFloat(1, 0); return "" }, "", "division-by-zero"},
		{"joined strings", func(e *value.Eval) string { return e.Join("a", "b") }, "ab", ""},
		{"joined strings that are too long", func(e *value.Eval) string { return e.Join(strings.Repeat("é", 65536), "b") }, "", "overflow"},
		{"amount below zero", func(e *value.Eval) string { e.SubAmount(value.MustAmount("1"), value.MustAmount("2")); return "" }, "", "underflow"},
		{"amount of the zero value", func(e *value.Eval) string { return e.AddAmount(value.Amount{}, value.MustAmount("2")).String() }, "2", ""},
		{"amount of too many digits", func(e *value.Eval) string {
			e.MulAmount(value.MustAmount(strings.Repeat("9", 4096)), value.MustAmount("2"))
			return ""
		}, "", "overflow"},
		{"amount by zero", func(e *value.Eval) string { e.ModAmount(value.MustAmount("1"), value.Amount{}); return "" }, "", "division-by-zero"},
		{"time moved", func(e *value.Eval) string { return e.AddTime(value.MustTime("2026-02-28T23:59:59.5Z"), 1).String() }, "2026-03-01T00:00:00.500Z", ""},
		{"time after the end", func(e *value.Eval) string { e.AddTime(last, 1); return "" }, "", "overflow"},
		{"time before the beginning", func(e *value.Eval) string { e.SubTimeBy(value.Time{}, 1); return "" }, "", "overflow"},
		{"time moved by the smallest", func(e *value.Eval) string { e.SubTimeBy(last, math.MinInt64); return "" }, "", "overflow"},
		{"the zero time", func(e *value.Eval) string { return value.Time{}.String() }, "0001-01-01T00:00:00.000Z", ""},
	} {
		var e value.Eval
		if got := c.eval(&e); got != c.want || code(&e) != c.code {
			t.Errorf("%s: %q %q, want %q %q", c.name, got, code(&e), c.want, c.code)
		}
	}
	if s := value.MustTime("2026-01-01T00:00:00Z").Sub(value.MustTime("2026-01-01T00:00:01.9Z")); s != -1 {
		t.Errorf("the difference is %d seconds, want -1", s)
	}
}

func TestAJSONValueIsCheckedWhenItIsUsed(t *testing.T) {
	j := value.MustJSON(`{"n":1.0,"s":"x","list":[1,2],"o":{"k":true}}`)
	for _, c := range []struct {
		name string
		eval func(e *value.Eval)
		code string
	}{
		{"member", func(e *value.Eval) { value.Cast(e, value.Bool, e.Field(e.Field(j, "o"), "k")) }, ""},
		{"whole number", func(e *value.Eval) { value.Cast(e, value.Int, e.Field(j, "n")) }, ""},
		{"another shape", func(e *value.Eval) { value.Cast(e, value.Int, e.Field(j, "s")) }, "type-mismatch"},
		{"missing member", func(e *value.Eval) { e.Field(j, "none") }, "missing-field"},
		{"member of an array", func(e *value.Eval) { e.Field(e.Field(j, "list"), "n") }, "type-mismatch"},
		{"item outside", func(e *value.Eval) { e.Item(e.Field(j, "list"), 2) }, "missing-field"},
		{"size of a number", func(e *value.Eval) { e.Size(e.Field(j, "n")) }, "type-mismatch"},
	} {
		var e value.Eval
		if c.eval(&e); code(&e) != c.code {
			t.Errorf("%s gives %q, want %q", c.name, code(&e), c.code)
		}
	}
}

func TestMapsAreReadAndPrintedByCodePointOfTheirKeys(t *testing.T) {
	m := map[int64]float64{10: 1, 2: 2, -1: 3}
	if got := slices.Collect(value.Values(value.IntKey, m)); !slices.Equal(got, []float64{3, 1, 2}) {
		t.Errorf("values in order are %v", got)
	}
	nested := map[string]map[string]int64{"a": {"x": 1, "y": 2}, "b": {"z": 3}}
	inner := func(m map[string]int64) iter.Seq[int64] { return value.Values(value.StringKey, m) }
	if got := slices.Collect(value.Within(value.Values(value.StringKey, nested), inner)); !slices.Equal(got, []int64{1, 2, 3}) {
		t.Errorf("leaves are %v", got)
	}
	if got := value.Entry("balances", `a"b`); got != `balances["a\"b"]` {
		t.Errorf("the entry is named %s", got)
	}
}

func TestAWriterPrintsMembersInTheOrderGiven(t *testing.T) {
	var w value.Writer
	value.Put(&w, "b", value.Int, 1)
	value.PutOptional[string](&w, "none", value.String, nil)
	value.Put(&w, "a", value.List(value.Quantity), []value.Amount{value.MustAmount("7")})
	if got := string(w.JSON()); got != `{"b":1,"a":["7"]}` {
		t.Errorf("printed %s", got)
	}
	if got := string(new(value.Writer).JSON()); got != "{}" {
		t.Errorf("an empty writer prints %s", got)
	}
}

func FuzzParseAndPrintAgree(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5,"x\u00e9"],"b":null}`, `1e5`, `"\ud83d\ude00"`, `[[],{}]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		n, err := value.Parse(text)
		if err != nil {
			return
		}
		j, fault := value.Any.Decode(n)
		if fault != nil {
			return
		}
		once := value.Any.Append(nil, j)
		again, err := value.Parse(once)
		if err != nil {
			t.Fatalf("%q prints as %q, which does not parse: %v", text, once, err)
		}
		if twice := value.AppendCanonical(nil, again); string(twice) != string(once) {
			t.Fatalf("%q prints as %q and then as %q", text, once, twice)
		}
	})
}
