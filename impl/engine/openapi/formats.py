"""The format profile: each format once, with all that is known of it.

Gates of packages, the prover, comparisons, samples and the texts of errors look here
alone: a new format is one entry. It is asserted alike in every dialect, whatever the
validators of that dialect know. Compiled packages get a copy of this file, which is
why it imports nothing of the engine but what they get, too.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import jsonschema_rs

from .format import Format

# Python's years begin with 1, its minutes have no leap second, and its clock ticks in
# microseconds.
_YEARS = "from the year 1 on"
_CLOCK = "without a leap second, to the microsecond"
# Validators take these for digits (jsonschema-rs before 0.61, issue 1829).
_NO_YEAR, _NO_DIGITS = "[0-9]{0,3}[-+,./]", "[0-9]?[-+,./]"
_NO_MOMENT = f"{_NO_YEAR}|[-+0-9Tt:.]+[-+Tt:]{_NO_DIGITS}"
_NO_TIME = f"{_NO_DIGITS}|[-+0-9:.]+[-+:]{_NO_DIGITS}"
_FLOAT, _DOUBLE = 3.4028234663852886e38, 1.7976931348623157e308
# RFC 4648, §4.
BASE64: Final = r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
# What the validator itself knows.
_native = partial(Format, asserted=True, native=True)

FORMATS: Final[dict[str, Format]] = {
    "date": _native(
        noun="a date (RFC 3339)",
        python="datetime.date",
        misread=f"^{_NO_YEAR}",
        unheld=f"^(0000|{_NO_YEAR})",
        held=f", {_YEARS}",
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        longest=10,
        example="2024-05-17",
        filler="1970-01-01",
        edges=("2024-02-29",),
    ),
    "date-time": _native(
        noun="a date and time with an offset (RFC 3339)",
        python="datetime.datetime",
        misread=f"^({_NO_MOMENT})",
        unheld=rf"^(0000|[-0-9Tt:]+(:60|\.[0-9]{{7}})|{_NO_MOMENT})",
        held=f", {_YEARS}, {_CLOCK}",
        example="2024-05-17T09:30:00Z",
        filler="1970-01-01T00:00:00Z",
        edges=("2024-02-29T12:00:00Z", "1970-01-01T00:00:00.5+01:00"),
    ),
    "time": _native(
        noun="a time with an offset (RFC 3339)",
        python="datetime.time",
        misread=f"^({_NO_TIME})",
        unheld=rf"^([0-9:]+(:60|\.[0-9]{{7}})|{_NO_TIME})",
        held=f", {_CLOCK}",
        example="09:30:00Z",
        filler="00:00:00Z",
        edges=("12:00:00Z", "00:00:00.5+01:00"),
    ),
    "duration": _native(
        noun="a duration (RFC 3339, appendix A)",
        example="P1D",
        filler="PT0S",
        edges=("P1D", "PT1H"),
    ),
    "email": _native(
        noun="an e-mail address",
        example="ada@example.com",
        filler="nobody@example.com",
        edges=("a@example.com", "ab@example.org"),
    ),
    "idn-email": _native(
        noun="an internationalised e-mail address (RFC 6531)",
        example="ada@example.com",
        filler="nobody@example.com",
        edges=("a@example.com",),
    ),
    "hostname": _native(
        noun="a host name (RFC 1123)",
        example="example.com",
        filler="example.com",
        edges=("example.com", "a"),
    ),
    "idn-hostname": _native(
        noun="an internationalised host name (RFC 5890)",
        example="example.com",
        filler="example.com",
    ),
    "ipv4": _native(
        noun="an IPv4 address (RFC 2673)",
        python="ipaddress.IPv4Address",
        pattern=r"^[\d.]{7,15}$",
        longest=15,
        example="192.0.2.1",
        filler="192.0.2.1",
        edges=("127.0.0.1", "10.20.30.40"),
    ),
    "ipv6": _native(
        noun="an IPv6 address (RFC 4291)",
        python="ipaddress.IPv6Address",
        longest=45,
        example="2001:db8::1",
        filler="2001:db8::1",
        edges=("::1",),
    ),
    "uri": _native(
        noun="a URI (RFC 3986)",
        example="https://example.com/",
        filler="about:blank",
        edges=("https://example.com/", "urn:a"),
    ),
    "uri-reference": _native(
        noun="a URI reference (RFC 3986)",
        example="/example",
        filler="about:blank",
        edges=("/a", "https://example.com/"),
    ),
    "iri": _native(
        noun="an IRI (RFC 3987)",
        example="https://example.com/",
        filler="about:blank",
        edges=("https://example.com/", "urn:a"),
    ),
    "iri-reference": _native(
        noun="an IRI reference (RFC 3987)",
        example="/example",
        filler="about:blank",
        edges=("/a", "https://example.com/"),
    ),
    "uri-template": _native(
        noun="a URI template (RFC 6570)",
        example="/{example}",
        filler="about:blank",
        edges=("/{a}", "a"),
    ),
    "uuid": _native(
        noun="a UUID (RFC 9562)",
        python="uuid.UUID",
        pattern=r"^[\da-fA-F]{8}-([\da-fA-F]{4}-){3}[\da-fA-F]{12}$",
        longest=36,
        example="3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b",
        filler="00000000-0000-0000-0000-000000000000",
        edges=(
            "123e4567-e89b-12d3-a456-426614174000",
            "00000000-0000-4000-8000-000000000000",
        ),
    ),
    "json-pointer": _native(
        noun="a JSON Pointer (RFC 6901)",
        example="/example",
        edges=("/a", ""),
    ),
    "relative-json-pointer": _native(
        noun="a relative JSON Pointer",
        example="0",
        filler="0",
        edges=("0", "1/a"),
    ),
    "regex": _native(
        noun="a regular expression (ECMA 262)",
        example="a",
        edges=("a", "[a-z]+"),
    ),
    "url": Format(noun="a URL", example="https://example.com/"),
    "password": Format(noun="a password"),
    "byte": Format(
        noun="bytes in Base64 (RFC 4648)",
        python="bytes",
        pattern=BASE64,
        octets="base64",
        example="YQ==",
    ),
    "binary": Format(noun="bytes", python="bytes", octets="raw"),
    "decimal": Format(
        noun="a decimal number",
        python="decimal.Decimal",
        pattern=r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$",
        example="12.50",
    ),
    "int32": Format(
        noun="an integer of 32 bits",
        type="integer",
        python="int",
        minimum=-(2**31),
        maximum=2**31 - 1,
    ),
    "int64": Format(
        noun="an integer of 64 bits",
        type="integer",
        python="int",
        minimum=-(2**63),
        maximum=2**63 - 1,
    ),
    "float": Format(
        noun="a number of single precision (IEEE 754)",
        type="number",
        python="float",
        minimum=-_FLOAT,
        maximum=_FLOAT,
    ),
    "double": Format(
        noun="a number of double precision (IEEE 754)",
        type="number",
        python="float",
        minimum=-_DOUBLE,
        maximum=_DOUBLE,
    ),
}
_UNKNOWN: Final = Format(noun="")


def format_in(schema: Any) -> Format:
    """Return the format of a schema; one that says nothing if there is none."""
    name = schema.get("format") if isinstance(schema, dict) else None
    return FORMATS.get(name, _UNKNOWN) if isinstance(name, str) else _UNKNOWN


def is_base64(schema: Any) -> bool:
    """Tell whether texts are said to be Base64 by their encoding (2020-12, 8.3)."""
    return str(schema.get("contentEncoding", "")).lower() == "base64"


def noun_of(name: str) -> str:
    """Return what the values of a format are, for the text of an error."""
    return FORMATS[name].noun if name in FORMATS else f"a value of format '{name}'"


def unheld_by(known: Format) -> dict[str, Any]:
    """Return a schema of the texts of a format that Python's type can't hold."""
    return {"type": "string", "pattern": known.unheld}


def misread_by(known: Format) -> dict[str, Any]:
    """Return a schema of the texts that only validators take for those of a format."""
    return {"type": "string", "pattern": known.misread}


def noun_of_pattern(pattern: str) -> str | None:
    """Return what texts are held to be by a pattern of the profile; None if by none.

    It is the pattern of a format that is no assertion, one of what its type can't hold,
    or one of what is misread.
    """
    for each in FORMATS.values():
        if pattern == each.unheld:
            return each.noun + each.held
        if pattern == each.misread:
            return each.noun
        if pattern == each.pattern and not each.asserted:
            return each.noun
    return None


def checks() -> dict[str, Callable[[str], bool]]:
    """Return the checks that a validator of draft 2020-12 does not have itself."""
    return {
        name: each.check or _matching(each.pattern)
        for name, each in FORMATS.items()
        if each.asserted and not each.native
    }


def _matching(pattern: str) -> Callable[[str], bool]:
    schema = {"pattern": pattern}
    return jsonschema_rs.Draft202012Validator(schema, offline=True).is_valid
