"""Patterns mean the same in every target, or are refused."""

import pytest
from petri_pilot.semantics.pattern import PatternError, compile_pattern


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^a+$", "aaa", True),
        ("^a+$", "aaa\n", False),
        (r"\d", "٣", False),
        (r"^\s$", "\v", False),
        (r"^[\s]$", "\f", True),
        (r"^\S$", "\v", True),
        (r"^[$]$", "$", True),
        (r"^\$$", "$", True),
        ("b", "abc", True),
        (r"^(?:ab|c){2}$", "abc", True),
        ("^.$", "😀", True),
        ("[^]a]", "]", False),
        ("^[]]$", "]", True),
    ],
)
def test_a_pattern_matches_as_re2_does(pattern: str, text: str, found: bool) -> None:
    assert (compile_pattern(pattern).search(text) is not None) == found


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a)\1",
        "(?=a)",
        "(?<=a)",
        "(?P<n>a)",
        "(?i)a",
        r"\pL",
        r"\Z",
        "a++",
        "[[:alpha:]]",
        "(",
        "a**",
    ],
)
def test_what_the_targets_do_not_share_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)
