"""Regular expressions of contracts, as the validator understands them.

JSON Schema 2020-12 (Core, section 6.4) has patterns in the dialect of ECMA-262 with its
`u` flag, and the validator reads nearly all of those. Contracts in the world also hold
what is allowed only without that flag (ECMA-262, Annex B.1.2), and what other engines
know. Both are written anew here, with the same meaning.
"""

from __future__ import annotations

import re
from typing import Final

import jsonschema_rs

from impl.engine.openapi.regex_options import OPTIONS
from impl.engine.remembering import remembered

_QUANTIFIER = re.compile(r"\{(?:[0-9]+(?:,[0-9]*)?|,[0-9]+)\}")
_ESCAPE = re.compile(
    r"\\(?:"
    r"c[A-Za-z]|x[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}"
    r"|[pP]\{[^{}]*\}|k<[^<>]+>|0[0-7]{0,2}|[1-9][0-9]*|.)",
    re.DOTALL,
)
_PAIR = re.compile(r"\\u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})")
_PYTHON_REFERENCE = re.compile(r"\(\?P=(\w+)\)")
_GROUP_NAME = re.compile(r"\(\?P?<([^<>=!]+)>")
_OPENING = re.compile(r"\((?!\?)|\(\?P?<(?![=!])")
_CLASSES = frozenset("dDwWsS")
_MEANINGFUL = frozenset("dDwWsSbBfnrtv")
# What other engines than ECMA-262's understand by these.
_FOREIGN: Final = {"A": "^", "Z": r"(?=\n?$(?![\s\S]))", "z": "$", "h": r"[\t ]"}
_SPECIAL = frozenset("\\^$.*+?()[]{}|/-&~#")
_POSIX: Final = {
    "alpha": "A-Za-z",
    "digit": "0-9",
    "alnum": "0-9A-Za-z",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "punct": r"!-\/:-@\[-`{-~",
    "xdigit": "0-9A-Fa-f",
    "word": r"\w",
}
_POSIX_CLASS = re.compile(rf"\[:({'|'.join(_POSIX)}):\]")
_ANY = r"[\s\S]"
_NONE = "(?!)"


def is_understood(pattern: str) -> bool:
    """Can the validator compile the pattern as it is?"""
    try:
        jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=OPTIONS
        )
    except (jsonschema_rs.ValidationError, ValueError):
        return False
    return True


@remembered(4096)
def understood(pattern: str) -> str | None:
    """Return a pattern of the same meaning that the validator can compile.

    A pattern that it can compile comes back as it is. None means that there is none:
    the pattern is broken, or needs what no validator of this kind can do.
    """
    if is_understood(pattern):
        return pattern
    rewritten = _Rewriter(pattern).run()
    return rewritten if rewritten and is_understood(rewritten) else None


class _Rewriter:
    """Reads a pattern once, from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = _PAIR.sub(_astral, pattern)
        self._at = 0
        self._names = {
            name: number for number, name in enumerate(_groups(self._pattern), 1)
        }

    def run(self) -> str | None:
        parts = []
        while self._at < len(self._pattern):
            part = self._next()
            if part is None:
                return None
            parts.append(part)
        return "".join(parts)

    def _next(self) -> str | None:
        pattern, at = self._pattern, self._at
        sign = pattern[at]
        if sign == "\\":
            return self._escape()
        if sign == "[":
            return self._class()
        if sign == "{":
            match = _QUANTIFIER.match(pattern, at)
            self._at = match.end() if match else at + 1
            # Strictly, {,3} is text; but nobody who writes it means that.
            return match[0].replace("{,", "{0,") if match else r"\{"
        if pattern.startswith("(?P", at):
            return self._python_group()
        self._at += 1
        return rf"\{sign}" if sign in "}]" else sign

    def _python_group(self) -> str | None:
        pattern, at = self._pattern, self._at
        if match := _PYTHON_REFERENCE.match(pattern, at):
            self._at = match.end()
            number = self._names.get(match[1])
            return rf"(?:\{number})" if number else None
        self._at += 3
        return "(?"

    def _take_escape(self) -> str:
        match = _ESCAPE.match(self._pattern, self._at)
        text = match[0] if match else "\\"
        self._at += len(text)
        return text

    def _escape(self) -> str | None:
        text = self._take_escape()
        if len(text) < 2:
            return None
        sign = text[1]
        if sign == "k" and len(text) > 2:
            number = self._names.get(text[3:-1])
            return rf"(?:\{number})" if number else None
        if sign in "123456789":
            return text if int(text[1:]) <= len(self._names) else _octal(text)
        if len(text) == 2 and sign in _FOREIGN:
            return _FOREIGN[sign]
        return text if text in {r"\b", r"\B"} else _single(text)

    def _class(self) -> str | None:
        """Rewrite a class: whatever is no range is a sign of its own."""
        self._at += 1
        negated = self._pattern.startswith("^", self._at)
        self._at += negated
        members: list[str] = []
        while True:
            sign = self._pattern[self._at : self._at + 1]
            if sign == "]":
                self._at += 1
                break
            if not sign or self._pattern[self._at :] == "\\":
                return None
            members.append(self._member(sign))
        if not members:
            return _ANY if negated else _NONE
        return f"[{'^' if negated else ''}{_ranges(members)}]"

    def _member(self, sign: str) -> str:
        if sign == "\\":
            text = self._take_escape()
            return r"\x08" if text == r"\b" else _single(text)
        if match := _POSIX_CLASS.match(self._pattern, self._at):
            self._at = match.end()
            return _POSIX[match[1]]
        self._at += 1
        return sign if sign == "-" or sign not in _SPECIAL else f"\\{sign}"


def _ranges(members: list[str]) -> str:
    """Join members, escaping each hyphen that does not stand between two signs."""
    parts: list[str] = []
    at = 0
    while at < len(members):
        part = members[at]
        is_range = (
            at + 2 < len(members)
            and members[at + 1] == "-"
            and _is_sign(part)
            and _is_sign(members[at + 2])
        )
        if is_range:
            low, high = (_escaped(each) for each in (part, members[at + 2]))
            parts.append(f"{low}-{high}")
            at += 3
        else:
            parts.append(_escaped(part))
            at += 1
    return "".join(parts)


def _escaped(member: str) -> str:
    return r"\-" if member == "-" else member


def _is_sign(member: str) -> bool:
    if member.startswith("\\"):
        return member[1] not in _CLASSES and member[1] not in "pP"
    return len(member) == 1


def _single(text: str) -> str:
    """Rewrite an escape of one sign or of a class of signs."""
    sign = text[1]
    if sign == "0":
        return _octal(text)
    if len(text) > 2 or sign in _MEANINGFUL:
        return text
    if sign in "123456789":
        return _octal(text)
    return f"\\{sign}" if sign in _SPECIAL else re.sub(r"[\w\s]", _hex, sign)


def _hex(match: re.Match[str]) -> str:
    return match[0] if match[0].isalnum() else f"\\x{ord(match[0]):02x}"


def _octal(text: str) -> str:
    digits = text[1:]
    octal = re.match(r"[0-3]?[0-7]{1,2}", digits)
    if octal is None:
        return digits
    return f"\\x{int(octal[0], 8):02x}{digits[octal.end() :]}"


def _astral(match: re.Match[str]) -> str:
    high, low = int(match[1], 16) - 0xD800, int(match[2], 16) - 0xDC00
    return f"\\u{{{0x10000 + (high << 10) + low:x}}}"


def _groups(pattern: str) -> list[str]:
    """Name the capturing groups in order; those without a name have their number."""
    plain = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "  ", pattern, flags=re.DOTALL)
    found = []
    for number, opening in enumerate(_OPENING.finditer(plain), 1):
        name = _GROUP_NAME.match(plain, opening.start())
        found.append(name[1] if name else str(number))
    return found
