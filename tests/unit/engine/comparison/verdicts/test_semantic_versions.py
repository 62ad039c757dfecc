"""What versions promise about each other (Semantic Versioning 2.0.0)."""

import itertools

import pytest

from impl.engine.comparison.verdicts.semantic_versions import (
    is_enough,
    parse,
    raised,
)


def test_the_order_of_the_standard() -> None:
    """The examples of its §11."""
    written = [
        *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta"),
        *("1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0"),
        *("2.0.0", "2.1.0", "2.1.1", "2.10.0"),
    ]
    versions = [parse(each) for each in written]
    for older, newer in itertools.pairwise(versions):
        assert older
        assert newer
        assert older.precedence < newer.precedence
        assert str(older) in written


@pytest.mark.parametrize(
    "text",
    [
        *("1", "1.0", "v1.0.0", "1.0.0.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0+"),
        *("1.0.0-a..b", "", " 1.0.0", "1.0.0\n", "\u0661.0.0", "1.0.0-ä", "9" * 300),
    ],
)
def test_what_is_no_version(text: str) -> None:
    assert parse(text) is None


def test_build_metadata_says_nothing() -> None:
    assert parse("1.0.0+a.01") == parse("1.0.0")


@pytest.mark.parametrize(
    ("base", "revision", "part"),
    [
        ("1.2.3", "1.2.4", "patch"),
        ("1.2.3", "1.3.0", "minor"),
        ("1.2.3", "2.0.0", "major"),
        ("1.2.3", "1.2.3", None),
        ("1.2.3", "1.2.2", None),
        ("1.2.3", "0.9.9", None),
        # Below 1.0.0 the first part that is not zero is the major one.
        ("0.2.3", "0.2.4", "minor"),
        ("0.2.3", "0.3.0", "major"),
        ("0.2.3", "1.0.0", "major"),
        ("0.0.3", "0.0.4", "major"),
        ("0.0.0", "0.0.1", "major"),
        ("0.0.3", "0.0.3", None),
        # A pre-release promises nothing, and nobody promises anything about it.
        ("1.2.3", "1.2.4-rc.1", "major"),
        ("1.2.4-rc.1", "1.2.4", "major"),
        ("1.2.4-rc.1", "1.2.4-rc.1", "major"),
        ("1.2.4-rc.2", "1.2.4-rc.1", None),
        ("1.2.3", "1.2.3-rc.1", None),
    ],
)
def test_what_was_raised(base: str, revision: str, part: str | None) -> None:
    old, new = parse(base), parse(revision)
    assert old
    assert new
    assert raised(old, new) == part


@pytest.mark.parametrize(
    ("version", "major", "minor"),
    [
        ("1.2.3", "2.0.0", "1.3.0"),
        ("0.2.3", "0.3.0", "0.2.4"),
        ("0.0.3", "0.0.4", "0.0.4"),
        ("1.0.0-rc.1", "2.0.0", "1.1.0"),
    ],
)
def test_what_comes_next(version: str, major: str, minor: str) -> None:
    known = parse(version)
    assert known
    assert (str(known.next_major), str(known.next_minor)) == (major, minor)
    for following, part in ((known.next_major, "major"), (known.next_minor, "minor")):
        assert is_enough(raised(known, following), part)  # type: ignore[arg-type] # one


def test_what_is_enough() -> None:
    assert [is_enough(each, "minor") for each in ("major", "minor", "patch", None)] == [
        *(True, True, False, False)
    ]
    assert is_enough(None, "patch")
