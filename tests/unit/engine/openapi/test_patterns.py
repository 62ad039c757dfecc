"""Patterns mean what ECMA-262 says, also those that the validator can't compile."""

import jsonschema_rs
import pytest

from impl.engine.openapi.patterns import is_understood, understood
from impl.engine.openapi.regex_options import OPTIONS


def matches(pattern: str, text: str) -> bool:
    rewritten = understood(pattern)
    assert rewritten is not None, pattern
    validator = jsonschema_rs.Draft202012Validator(
        {"pattern": rewritten}, pattern_options=OPTIONS
    )
    return validator.is_valid(text)


# Each verdict is that of an engine for ECMA-262 without its `u` flag.
@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        (r"^[\w-.]+$", ["a-.", "_"], ["", "a b", "é"]),
        (r"^[\w.-\d]+$", ["a-.1"], ["/", ","]),
        (r"^[a-z\d-_.]+$", ["a-b_9."], ["A", "^", "@"]),
        (r"^[\s-\w]$", ["-", " ", "a"], [".", ""]),
        (r"^[\d-z]+$", ["9-z"], ["a"]),
        (r"^[a-\d]+$", ["a-9"], ["b"]),
        (r"^a{b}$", ["a{b}"], ["ab"]),
        (r"^{$", ["{"], [""]),
        (r"^a{1}{$", ["a{"], ["a"]),
        (r"^(?<n>a|b)\k<n>$", ["aa", "bb"], ["ab", "a"]),
        (r"^(x)(?<m>b)\k<m>\1$", ["xbbx"], ["xbxb"]),
        (r"^[(](?<m>b)\k<m>$", ["(bb"], ["(b("]),
        (r"^\0$", ["\0"], ["0", ""]),
        (r"^\07$", ["\x07"], ["7"]),
        (r"^\101$", ["A"], ["101"]),
        (r"^\8$", ["8"], [""]),
        (r"^[\b\1]+$", ["\b\x01"], ["b", "1"]),
        (r"^[]$", [], ["", "a"]),
        (r"^[^]$", ["a", "\n"], ["", "aa"]),
        (r"^\e\_\é$", ["e_é"], ["é"]),
        (r"^\uD83D\uDE00[\uD83D\uDE00]$", ["😀😀"], ["😀"]),
    ],
)
def test_reads_what_is_allowed_without_the_u_flag(
    pattern: str, accepted: list[str], refused: list[str]
) -> None:
    assert not is_understood(pattern) or pattern == understood(pattern)
    assert [text for text in accepted if not matches(pattern, text)] == []
    assert [text for text in refused if matches(pattern, text)] == []


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        (r"^a{,3}$", ["", "aaa"], ["aaaa", "a{,3}"]),
        (r"\Aabc\z", ["abc"], ["xabc", "abcd", "abc\n"]),
        (r"\Aabc\Z", ["abc", "abc\n"], ["xabc", "abc\n\n"]),
        (r"^(?P<year>\d)(?P=year)$", ["11"], ["12"]),
        (r"^[[:alpha:]_{,]\h$", ["a ", "_\t", "{ "], ["1 ", "a"]),
    ],
)
def test_reads_what_other_engines_know(
    pattern: str, accepted: list[str], refused: list[str]
) -> None:
    assert [text for text in accepted if not matches(pattern, text)] == []
    assert [text for text in refused if matches(pattern, text)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        *("(a", "[a", "a)", "x{2,1}", "[z-a]", "a|*", "(?=a)*", "[a--b]"),
        *("\\", "[\\", "[]a\\"),
        *(r"(?P=none)", r"\k<none>", r"[\w-.](?#remark)", r"[\ud800-.]"),
    ],
)
def test_knows_what_is_broken(pattern: str) -> None:
    assert understood(pattern) is None


@pytest.mark.parametrize("pattern", ["^a+$", r"^\p{L}$", "^.{0,65535}$", r"\u{1F600}"])
def test_leaves_alone_what_the_validator_compiles(pattern: str) -> None:
    assert understood(pattern) == pattern
