"""Bytes that are no text, other text than they claim, or no contract at all."""

from collections.abc import Callable, Mapping

from scripts.benchmarks.hostile.shapes import contract, with_raw_member


def entries() -> Mapping[str, Callable[[], bytes]]:
    """Return the makers of these documents, by name."""
    return {
        "json-nan": lambda: with_raw_member("x-a", b"NaN"),
        "json-infinity": lambda: with_raw_member("x-a", b"-Infinity"),
        "json-equal-keys": lambda: with_raw_member("openapi", b'"3.0.0"'),
        "json-equal-keys-500000": lambda: with_raw_member(
            "x-a", b"{" + b'"k":1,' * 500_000 + b'"k":1}'
        ),
        "json-cut-off": lambda: contract()[:-1],
        "json-trailing": lambda: contract() + b"{}",
        "json-comments": lambda: b"/* a */" + contract(),
        "json-list": lambda: b"[" + contract() + b"]",
        "json-text": lambda: b'"' + b"a" * 1_000_000 + b'"',
        "json-lone-surrogate": lambda: with_raw_member("x-a", rb'"\ud800"'),
        "json-lone-surrogates-as-keys": lambda: with_raw_member(
            "x-a", rb'{"\udfff":1}'
        ),
        "json-spaces-15mb": lambda: b" " * 15_000_000 + contract(),
        "nul-in-text": lambda: contract(info={"title": "a\0b", "version": "1.0.0"}),
        "nul-raw": lambda: contract().replace(b"Hostile", b"Hos\0tile"),
        "nuls-15mb": lambda: b"\0" * 15_000_000,
        "controls-raw": lambda: contract().replace(b"Hostile", b"Hos\x01\x1b[2Jtile"),
        "utf-16": lambda: contract().decode().encode("utf-16"),
        "utf-32": lambda: contract().decode().encode("utf-32"),
        "utf-8-mark": lambda: b"\xef\xbb\xbf" + contract(),
        "utf-8-marks-3mb": lambda: b"\xef\xbb\xbf" * 1_000_000 + contract(),
        "utf-8-overlong": lambda: contract().replace(b"Hostile", b"\xc0\xaf"),
        "utf-8-cut-off": lambda: contract().replace(b"Hostile", b"\xf0\x9f"),
        "latin-1": lambda: contract().replace(b"Hostile", b"Caf\xe9"),
        "bytes-of-every-kind": lambda: bytes(range(256)) * 4096,
        "empty": lambda: b"\n",
        "title-right-to-left": lambda: contract(
            info={"title": "\u202e\u2066" * 1000, "version": "1.0.0"}
        ),
        "version-1mb": lambda: contract(
            info={"title": "Hostile", "version": "1.0.0-" + "a" * 1_000_000}
        ),
        "openapi-version-1mb": lambda: contract(openapi="3.1." + "9" * 1_000_000),
    }
