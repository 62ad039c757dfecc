"""Reads regular expressions of ECMA-262, as far as they are regular languages.

Where engines differ from the standard or from each other, the expression is refused,
with one exception: a dot matches all but the four signs that end a line (22.2.2.7.1).
Validators are given it written out, since most engines leave out the line feed alone.
"""

from string import hexdigits

from impl.engine.containment.budget import PATTERN_REPEATS
from impl.engine.containment.regex.trees import (
    Alternation,
    Assertion,
    Chars,
    Pattern,
    Ranges,
    RegexTree,
    Repeat,
    Sequence,
    UnsupportedPatternError,
    complement,
    merged,
)
from impl.engine.containment.regex.unicode_classes import property_class
from impl.engine.openapi.dots import LINE_ENDS
from impl.engine.remembering import remembered

_DIGITS: Ranges = ((0x30, 0x39),)
_WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_SPACE: Ranges = (
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
_CONTROLS = {"t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D}
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_PUNCTUATION = frozenset("-_:@%'\"#&~!=<>;, `")
_AMBIGUOUS = ("&&", "--", "~~", "||")


@remembered(4096)
def parse(text: str) -> Pattern:
    """Read a pattern.

    Raises:
        UnsupportedPatternError: it cannot be read as a regular language.
    """
    return _Parser(text).pattern()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def pattern(self) -> Pattern:
        found: list[RegexTree] = []
        missed: list[RegexTree] = []
        start = self._at
        if self._take("^"):
            # Lookahead at the very start is an intersection of languages.
            while self._text[self._at : self._at + 3] in {"(?=", "(?!"}:
                ahead = missed if self._text[self._at + 2] == "!" else found
                self._at += 3
                ahead.append(Sequence((Assertion(start=True), self._choice())))
                self._expect(")")
            if not (found or missed):
                self._at = start
        looked = bool(found or missed)
        tree = self._choice()
        if self._at < len(self._text):
            raise UnsupportedPatternError("a parenthesis is not open")
        if looked:
            if isinstance(tree, Alternation):
                raise UnsupportedPatternError("lookahead within an alternative")
            tree = Sequence((Assertion(start=True), tree))
        return Pattern((*found, tree), tuple(missed))

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self, token: str) -> bool:
        if self._text.startswith(token, self._at):
            self._at += len(token)
            return True
        return False

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise UnsupportedPatternError(f"{token} is missing")

    def _choice(self) -> RegexTree:
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Alternation(tuple(parts))

    def _sequence(self) -> RegexTree:
        parts: list[RegexTree] = []
        while self._peek() not in {"", "|", ")"}:
            part = self._atom()
            parts.append(self._repeated(part))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self, part: RegexTree) -> RegexTree:
        if self._take("*"):
            least, most = 0, None
        elif self._take("+"):
            least, most = 1, None
        elif self._take("?"):
            least, most = 0, 1
        elif self._peek() == "{":
            least, most = self._counts()
        else:
            return part
        if isinstance(part, Assertion):
            raise UnsupportedPatternError("an assertion is repeated")
        self._take("?")
        if self._peek() in {"*", "+", "?", "{"}:
            raise UnsupportedPatternError("a repetition is repeated")
        return Repeat(part, least, most)

    def _counts(self) -> tuple[int, int | None]:
        self._expect("{")
        least = self._count()
        most: int | None = least
        if self._take(","):
            most = None if self._peek() == "}" else self._count()
        self._expect("}")
        if most is not None and most < least:
            raise UnsupportedPatternError("counts are out of order")
        return least, most

    def _count(self) -> int:
        start = self._at
        while self._peek().isdecimal() and self._peek().isascii():
            self._at += 1
        digits = self._text[start : self._at]
        if not digits or len(digits) > 6 or int(digits) > PATTERN_REPEATS:
            raise UnsupportedPatternError("a count is missing or too large")
        return int(digits)

    def _atom(self) -> RegexTree:
        if self._take("^"):
            return Assertion(start=True)
        if self._take("$"):
            return Assertion(start=False)
        if self._take("."):
            return Chars(complement(tuple((sign, sign) for sign in LINE_ENDS)))
        if self._take("("):
            return self._group()
        if self._take("["):
            return Chars(self._class())
        if self._take("\\"):
            return Chars(self._escape())
        char = self._peek()
        if char in _SYNTAX and char != "/":
            raise UnsupportedPatternError(f"{char} stands alone")
        return Chars(self._char())

    def _char(self) -> Ranges:
        code = ord(self._peek())
        if 0xD800 <= code <= 0xDFFF:
            raise UnsupportedPatternError("a surrogate stands alone")
        self._at += 1
        return ((code, code),)

    def _group(self) -> RegexTree:
        if self._take("?<"):
            if self._peek() in {"=", "!"}:
                raise UnsupportedPatternError("lookbehind")
            while self._peek().isalnum() or self._peek() == "_":
                self._at += 1
            self._expect(">")
        elif self._take("?"):
            self._expect(":")
        part = self._choice()
        self._expect(")")
        # A group counts as one part, even if it is an assertion.
        return part if not isinstance(part, Assertion) else Sequence((part,))

    def _escape(self) -> Ranges:
        char = self._peek()
        self._at += 1
        if char in _CLASSES:
            return _CLASSES[char]
        if char and char.lower() in _CLASSES:
            return complement(_CLASSES[char.lower()])
        if char in {"p", "P"} and self._peek() == "{":
            return self._property(negative=char == "P")
        if char in _CONTROLS:
            code = _CONTROLS[char]
        elif char == "x":
            code = self._hexadecimal(2)
        elif char == "u" and self._peek() != "{":
            code = self._hexadecimal(4)
        elif char and (char in _SYNTAX or char in _PUNCTUATION):
            code = ord(char)
        else:
            raise UnsupportedPatternError(f"the escape \\{char}")
        if 0xD800 <= code <= 0xDFFF:
            raise UnsupportedPatternError("a surrogate stands alone")
        return ((code, code),)

    def _property(self, *, negative: bool) -> Ranges:
        end = self._text.find("}", self._at)
        found = property_class(self._text[self._at + 1 : end]) if end > 0 else None
        if found is None:
            raise UnsupportedPatternError("a property of Unicode that is not known")
        self._at = end + 1
        return complement(found) if negative else found

    def _hexadecimal(self, count: int) -> int:
        digits = self._text[self._at : self._at + count]
        self._at += count
        if len(digits) < count or not set(digits) <= set(hexdigits):
            raise UnsupportedPatternError("no hexadecimal digits")
        return int(digits, 16)

    def _class(self) -> Ranges:
        negative = self._take("^")
        ranges: list[tuple[int, int]] = []
        if self._peek() == "]":
            raise UnsupportedPatternError("an empty class")
        while not self._take("]"):
            if self._peek() in {"", "["} or self._text[self._at :].startswith(
                _AMBIGUOUS
            ):
                raise UnsupportedPatternError("engines read the class differently")
            low = self._member()
            following = self._text[self._at : self._at + 2]
            if following[:1] == "-" and following[1:] not in {"", "]"}:
                self._at += 1
                high = self._member()
                if len(low) + len(high) > 2 or low[0][0] > high[0][0]:
                    raise UnsupportedPatternError("a range is out of order")
                if low[0][0] != low[0][1] or high[0][0] != high[0][1]:
                    raise UnsupportedPatternError("a class bounds a range")
                ranges.append((low[0][0], high[0][0]))
            else:
                ranges.extend(low)
        chosen = merged(tuple(ranges))
        return complement(chosen) if negative else chosen

    def _member(self) -> Ranges:
        if self._take("\\"):
            return self._escape()
        return self._char()
