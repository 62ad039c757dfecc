"""The canonical form is that of RFC 8785, and blind to how content is written."""

import json
import struct

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from impl.engine.canonical import canonical, digest
from impl.engine.text.documents import load

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
floats = st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | floats | texts,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        (0x0000000000000000, "0"),
        (0x8000000000000000, "0"),
        (0x0000000000000001, "5e-324"),
        (0x8000000000000001, "-5e-324"),
        (0x7FEFFFFFFFFFFFFF, "1.7976931348623157e+308"),
        (0xFFEFFFFFFFFFFFFF, "-1.7976931348623157e+308"),
        (0x4340000000000000, "9007199254740992"),
        (0xC340000000000000, "-9007199254740992"),
        (0x4430000000000000, "295147905179352830000"),
        (0x44B52D02C7E14AF5, "9.999999999999997e+22"),
        (0x44B52D02C7E14AF6, "1e+23"),
        (0x44B52D02C7E14AF7, "1.0000000000000001e+23"),
        (0x444B1AE4D6E2EF4E, "999999999999999700000"),
        (0x444B1AE4D6E2EF4F, "999999999999999900000"),
        (0x444B1AE4D6E2EF50, "1e+21"),
        (0x3EB0C6F7A0B5ED8C, "9.999999999999997e-7"),
        (0x3EB0C6F7A0B5ED8D, "0.000001"),
        (0x41B3DE4355555553, "333333333.3333332"),
        (0x41B3DE4355555557, "333333333.33333343"),
        (0xBECBF647612F3696, "-0.0000033333333333333333"),
        (0x43143FF3C1CB0959, "1424953923781206.2"),
    ],
)
def test_numbers_are_those_of_rfc_8785_appendix_b(bits: int, expected: str) -> None:
    [number] = struct.unpack(">d", bits.to_bytes(8, "big"))
    assert canonical(number) == expected.encode()


def test_the_sample_of_rfc_8785_section_3_2_2() -> None:
    sample = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27],
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical(sample).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,'
        '1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_as_utf_16() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = json.loads(canonical(dict.fromkeys(keys)))
    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(written) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (2**63 - 1, "9223372036854775807"),
        (2**63, "9223372036854775808"),
        (10**21, "1e+21"),
        (10**20, "100000000000000000000"),
        (-(10**30) - 1, f"-{10**30 + 1}"),
    ],
)
def test_large_integers_keep_what_a_double_would_round(
    number: int, expected: str
) -> None:
    assert canonical(number).decode() == expected


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), 2**1024, 2**1024 - 1, {1: 2}, {"a": {1}}, "\ud800"],
)
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical(value)


@given(values)
def test_reading_it_back_gives_the_same(value: object) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.integers(-(2**80), 2**80), st.integers(-(2**80), 2**80))
def test_different_integers_differ(one: int, other: int) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


@given(values)
def test_json_and_yaml_and_the_order_of_keys_do_not_matter(value: object) -> None:
    content = {"openapi": "3.1.0", "b": value, "a": 1}
    as_json = json.dumps(content)
    turned = json.dumps(dict(reversed(content.items())), indent=2, ensure_ascii=False)
    block = f"b: {yaml_flow(value)}\na: 1\nopenapi: '3.1.0'\n"
    digests = {digest(load(text.encode())) for text in (as_json, turned, block)}
    assert len(digests) == 1


def yaml_flow(value: object) -> str:
    """Write a value as YAML in which every string is quoted."""
    if isinstance(value, dict):
        members = (f"? {yaml_flow(k)} : {yaml_flow(v)}" for k, v in value.items())
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_flow, value)) + "]"
    if isinstance(value, str):
        return yaml.dump(
            value, default_style='"', width=10**6, Dumper=yaml.SafeDumper
        ).strip()
    return json.dumps(value)


@given(values)
def test_what_the_standard_library_writes_is_the_same(value: object) -> None:
    # A fraction beside it has each part of it written here.
    assert canonical([value, 0.5]) == b"[" + canonical(value) + b",0.5]"
