"""Who gets compressed content (RFC 9110 §12.5.3)."""

import gzip

import pytest

from impl.http.content_codings import public, takes_gzip


@pytest.mark.parametrize(
    ("field", "taken"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("br, gzip", True),
        ("br", False),
        ("*", True),
        ("*;q=0", False),
        ("*;q=0, gzip", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=0, *", False),
        ("gzip;q=0.001", True),
        ("gzip ; Q=0.5", True),
        ("gzip;q=0.5, identity", False),
        ("gzip;q=0.5, identity;q=0.5", True),
        ("identity;q=0", False),
        (" ,gzip,,", True),
        ("gzip;q=2", False),
        ("gzip;level=9", False),
        ("gzip deflate", False),
        ("\u00e9", False),
    ],
)
def test_taking_gzip(field: str | None, taken: bool) -> None:
    assert takes_gzip(field) == taken


def test_the_same_content_has_the_same_bytes() -> None:
    first, second = public(b"a" * 1000), public(b"a" * 1000)
    assert first == second
    assert first.packed is not None
    assert gzip.decompress(first.packed.content) == b"a" * 1000
    assert first.chosen("gzip") is first.packed
    assert first.chosen(None) is first.plain


def test_what_does_not_shrink_stays_plain() -> None:
    assert public(b"ab").packed is None
    assert public(b"").packed is None
