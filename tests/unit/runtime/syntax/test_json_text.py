import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.syntax.json_text import MalformedJson, parse

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_a_value_survives_its_text(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False).encode()

    assert json.dumps(parse(text)) == json.dumps(json.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b" ",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"[NaN]",
        b"1e400",
        b"-1e400",
        b"7E+309",
        b'{"a":[1e400]}',
        b"9" * 400 + b".5",
        b"1" * 250 + b"e99",
        b"01",
        b"+1",
        b"1.",
        b".5",
        b"0x1",
        b"'a'",
        b"[1,]",
        b'{"a":1,}',
        b"{a:1}",
        b"1 2",
        b"// x\n1",
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"\\u0062":2}}',
        b"\xef\xbb\xbf1",
        '"é"'.encode("utf-16"),
        '"é"'.encode("utf-32"),
        '"é"'.encode("latin-1"),
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xc0\xaf"',
        b'"a\nb"',
        b'"a\x00b"',
        b"[" * 100_000,
        b"[" * 300 + b"]" * 300,
        b"9" * 5000,
        b"nul",
        b"True",
    ],
)
def test_what_readers_understand_differently_is_refused(text: bytes) -> None:
    with pytest.raises(MalformedJson):
        parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"9007199254740993", 9007199254740993),
        (b"1.0", 1.0),
        (b"1", 1),
        (b"1e308", 1e308),
        (b"1e-400", 0.0),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b'"\\u0000"', "\0"),
        (b" [1 , 2]\n", [1, 2]),
        (b"[" * 150 + b"]" * 150, json.loads("[" * 150 + "]" * 150)),
    ],
)
def test_what_has_one_meaning_is_kept(text: bytes, value: object) -> None:
    found = parse(text)

    assert found == value
    assert type(found) is type(value)


def test_the_sign_of_zero_is_kept() -> None:
    assert math.copysign(1, parse(b"-0.0")) == -1


def test_a_fault_has_a_place_and_repeats_nothing_of_the_text() -> None:
    with pytest.raises(MalformedJson) as caught:
        parse(b'{"hunter2": 1,\n "hunter2": 2}')

    assert (caught.value.line, caught.value.column) == (2, 12)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (b"", 1, 1),
        (b"[1,\n\n", 2, 1),
        (b'{"title": "a\nb"}', 1, 13),
        (b'[\n "a\nb"]', 2, 4),
        ('{"é": "😀"  x}'.encode(), 1, 12),
        (b'["\xff"]', 1, 3),
    ],
)
def test_places_count_characters_from_one(text: bytes, line: int, column: int) -> None:
    with pytest.raises(MalformedJson) as caught:
        parse(text)

    assert (caught.value.line, caught.value.column) == (line, column)


@given(st.text("[]{},:\"'1aé\n ").map(str.encode))
def test_every_place_is_in_the_text(text: bytes) -> None:
    lines, place = text.decode().split("\n"), (1, 1)
    try:
        parse(text)
    except MalformedJson as error:
        place = error.line, error.column
    assert 1 <= place[0] <= len(lines)
    assert 1 <= place[1] <= len(lines[place[0] - 1]) + 1
