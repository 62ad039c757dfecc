"""How parameters, headers and parts of forms are written, and whether that matters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.form_encodings import is_text
from impl.engine.comparison.differences import doubts, readings
from impl.engine.comparison.differences.facts import PROVED, REFUTED, Evidence
from impl.engine.comparison.differences.tolerance import TOLERANT
from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.serialization import text_meanings, text_schemas
from impl.engine.comparison.serialization.schema_words import plainly
from impl.engine.comparison.witnesses.instances import NoInstanceError

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredParameter
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        MakeMessage,
        Spared,
    )
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.differences.tolerance import Aspect
    from impl.engine.comparison.operations.message_schemas import Around

# What a text may be refused for, and what texts are looked at.
WAYS_TO_REFUSE: tuple[tuple[Aspect, Callable[[Any], Any]], ...] = (
    ("exact", plainly),
    ("exact", lambda written: written),
    ("formats", lambda written: written),
)
_COMPOUND = frozenset({"array", "object"})
# Those that are written in JSON like anywhere else.
_PLAIN = frozenset({"integer", "number", "boolean"})
# What forms leave as it is (RFC 3986, 2.3).
_UNESCAPED = "^[A-Za-z0-9._~-]*$"
# Styles in which a scalar is escaped, so that it can't be taken for several.
_ESCAPED = frozenset({"form", "simple", "pipeDelimited"})


def schema_of(parameter: DeclaredParameter) -> str | None:
    """Return the pointer of a parameter's schema."""
    held = parameter.content
    return held.schema if held else parameter.schema


def serialization(parameter: DeclaredParameter) -> str:
    """Describe how the values of a parameter or header are written."""
    if parameter.content:
        return parameter.content.media_type
    return f"{parameter.style}, {'' if parameter.explode else 'not '}exploded"


def matters(
    context: ComparisonContext,
    sides: Sides,
    sent: DeclaredParameter,
    read: DeclaredParameter,
) -> bool:
    """Tell whether some value is written in one way and read in another."""
    if sent.content and read.content:
        kinds = sent.content.media_type, read.content.media_type
        is_json = sent.content.is_json and read.content.is_json
        return kinds[0] != kinds[1] and not is_json
    found = {
        kind
        for schemas, parameter in ((sides.sender, sent), (sides.reader, read))
        for kind in text_schemas.kinds(schemas.document(parameter.node)) or _COMPOUND
    }
    if sent.content or read.content:
        is_json = all(
            held.content.is_json for held in (sent, read) if held.content is not None
        )
        return not (is_json and found <= _PLAIN)
    if differs(sent, read):
        return True
    if _is_of_cookies(sent, read):
        return not _is_plain_cookie(context, sides, sent, read)
    if sent.style == read.style == "simple":
        # There a list looks the same, exploded or not (RFC 6570, 3.2.2).
        return "object" in found
    return not (found.isdisjoint(_COMPOUND) or _is_of_one(context, sides, sent, read))


def _is_of_one(
    context: ComparisonContext,
    sides: Sides,
    sent: DeclaredParameter,
    read: DeclaredParameter,
    *,
    or_none: bool = False,
) -> bool:
    """Tell whether nothing but lists of one is sent, which look the same exploded.

    Of an empty one, nothing is written where it is exploded; where it is not, some
    write its name (RFC 6570, 2.3 and 3.2.8).
    """
    is_alike = sent.style == read.style and sent.style in _ESCAPED
    if not is_alike or sent.allow_reserved or sent.place not in {"query", "cookie"}:
        return False
    least = 0 if sent.explode or or_none else 1
    one = {"type": "array", "minItems": least, "maxItems": 1}
    lone = {"anyOf": [one, {"type": sorted(text_schemas.SCALARS)}]}
    return context.oracle.proves(sides.sender.document(sent.node), lone)


def differs(sent: DeclaredParameter, read: DeclaredParameter) -> bool:
    """Tell whether even a scalar is written in another way."""
    return sent.place == "path" and sent.style != read.style


def _is_of_cookies(sent: DeclaredParameter, read: DeclaredParameter) -> bool:
    """Tell whether a cookie is escaped like a form by one side alone."""
    return sent.place == "cookie" and sent.style != read.style


def _is_plain_cookie(
    context: ComparisonContext,
    sides: Sides,
    sent: DeclaredParameter,
    read: DeclaredParameter,
) -> bool:
    """Tell whether nothing is sent that has to be escaped, or has several cookies."""
    texts = {"type": "string", "pattern": _UNESCAPED}
    many: dict[str, Any] = {"type": ["array", "object"], "items": texts}
    many["additionalProperties"] = texts
    if sent.explode or read.explode:
        many.update(maxItems=1, maxProperties=0)
    plain = {"anyOf": [texts, many]}
    written = text_schemas.sent(sides.sender.document(sent.node))
    return context.oracle.ask(written, plain) is PROVED


def evidence(
    context: ComparisonContext,
    sides: Sides,
    sent: DeclaredParameter,
    read: DeclaredParameter,
) -> Evidence:
    """Say whether it breaks anybody that a parameter is written in another way."""
    if _is_of_cookies(sent, read):
        return Evidence("undecided", reason=doubts.COOKIES)
    is_styled = not (sent.content or read.content)
    if is_styled and _is_of_one(context, sides, sent, read, or_none=True):
        return Evidence("undecided", reason=doubts.EMPTY_LISTS)
    return REFUTED


def spares(
    context: ComparisonContext,
    sides: Sides,
    sent: DeclaredParameter,
    read: DeclaredParameter,
) -> Spared:
    """Make a question: is all that is written fine, whatever it was meant to be?"""

    def spared(aspect: Aspect) -> bool:
        if _is_in_notation(sent, read):
            return False
        written, accepted = _texts(context, sides, sent, read, aspect)
        formats = aspect == "formats"
        return context.oracle.ask(written, accepted, formats=formats) is PROVED

    return spared


def refused_texts(
    context: ComparisonContext,
    sides: Sides,
    sent: DeclaredParameter,
    read: DeclaredParameter,
    around: Around,
) -> list[MakeMessage]:
    """Give makers of messages with a text that the reader takes for nothing."""

    def make(aspect: Aspect, write: Callable[[Any], Any], _: Any) -> Witness:
        if _is_in_notation(sent, read):
            raise NoInstanceError
        written, taken = _texts(context, sides, sent, read, aspect)
        formats = aspect == "formats"
        found = context.oracle.ask(write(written), taken, formats=formats)
        if found.answer != "refuted":
            raise NoInstanceError
        document = sides.sender.document(sent.node)
        for meaning in text_meanings.of_text(found.instance):
            for value in (meaning, *text_meanings.as_list(meaning)):
                if accepts(document, value):
                    made: Witness = around((), value)
                    return made
        raise NoInstanceError

    return [partial(make, *way) for way in WAYS_TO_REFUSE]


def _texts(
    context: ComparisonContext,
    sides: Sides,
    sent: DeclaredParameter,
    read: DeclaredParameter,
    aspect: Aspect,
) -> tuple[Any, Any]:
    """Write schemas of the texts that are written, and of those that are taken."""
    ours = sides.sender.document(sent.node)
    theirs = sides.reader.document(read.node)
    if sides.reader_is_client and aspect in TOLERANT:
        theirs = readings.read(theirs, aspect)
    wanted = text_schemas.kinds(theirs)
    in_one = bool(wanted) and wanted.isdisjoint(_COMPOUND)
    in_one = in_one and (_is_in_one(sent) or _is_alone(context, sent, ours))
    formats = aspect == "formats"
    written = text_schemas.sent(
        ours, spread=_is_spread(sent), in_one=in_one, formats=formats
    )
    if names := _seen_by(sides, read):
        seen = [{"required": [name]} for name in names]
        written = {"allOf": [written], "anyOf": seen}
    if sent.place == "path":
        # Without a text there, a path is that of another operation.
        written = {"allOf": [written], "minLength": 1}
    in_header = read.place == "header"
    return written, text_schemas.accepted(
        theirs, lone=is_lone(read), in_one=in_header, formats=formats
    )


def _is_in_notation(*held: DeclaredParameter) -> bool:
    """Tell whether a value is written in a media type that is more than a text."""
    contents = [each.content for each in held if each.content]
    if not contents:
        return False
    return len(contents) < len(held) or not all(
        is_text(each.media_type) for each in contents
    )


def _is_alone(context: ComparisonContext, sent: DeclaredParameter, ours: Any) -> bool:
    """Tell whether no list has more than one item, which is written like the item."""
    is_exploded = sent.style == "form" and sent.explode and not sent.content
    return is_exploded and context.oracle.proves(ours, {"maxItems": 1})


def _is_in_one(sent: DeclaredParameter) -> bool:
    """Tell whether a list is written as one text, with commas in it."""
    if sent.place in {"path", "header"}:
        return sent.style == "simple"
    return sent.style == "form" and not sent.explode


def _is_spread(sent: DeclaredParameter) -> bool:
    """Tell whether of an empty list, or an empty object, nothing is written."""
    if sent.place == "path":
        return sent.style == "simple"
    return sent.place != "header" and (sent.explode or sent.style == "deepObject")


def _seen_by(sides: Sides, read: DeclaredParameter) -> list[str]:
    """Name the members of which one has to be there for an object to be noticed.

    Spread over a query, it has no other name.
    """
    is_spread = read.place in {"query", "cookie"} and read.explode
    if not is_spread or read.style != "form" or read.required:
        return []
    return sorted(sides.reader.declared(read.node))


def is_lone(read: DeclaredParameter) -> bool:
    """Tell whether a list of one is written like the one."""
    is_alone = read.style == "cookie" and read.explode
    return read.place != "header" and (read.style in _ESCAPED or is_alone)
