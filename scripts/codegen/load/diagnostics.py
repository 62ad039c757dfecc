"""The compiler's own diagnostics, beside those of the engine's catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from impl.engine.diagnostics.catalogue import Entry
from impl.engine.diagnostics.diagnostic import Fault
from impl.engine.diagnostics.discretion import discreet

if TYPE_CHECKING:
    from scripts.codegen.load.source import Source


def _warning(title: str, mend: str) -> Entry:
    return Entry(title, mend, "warning")


# CG1xx errors that are not declared, CG2xx lints, CG3xx callbacks,
# CG4xx what is not compiled or not asserted,
# CG5xx requests that are not checked whole.
CATALOGUE: Final = {
    "CG101": _warning(
        "Reachable errors not declared",
        "Declare the status, a range such as 4XX, or default.",
    ),
    "CG102": _warning(
        "Error that the runtime cannot fill",
        "Declare JSON or text with a schema that a message can fill.",
    ),
    "CG201": _warning("Integer without bounds", "Give it minimum and maximum."),
    "CG202": _warning(
        "Text that may hold NUL", "Exclude NUL with pattern '^[^\\u0000]*$'."
    ),
    "CG203": _warning(
        "Delimited value that may be empty", "Give it at least one item or property."
    ),
    "CG204": _warning(
        "Default that its schema refuses", "Correct the default, or the schema."
    ),
    "CG205": _warning(
        "Example that its schema refuses", "Correct the example, or the schema."
    ),
    "CG206": _warning(
        "Alternatives that overlap",
        "Give the tag a constant of its own in each, such as `kind: {const: cat}`.",
    ),
    "CG301": _warning(
        "Bad runtime expression",
        "Write it as in '{$request.body#/callbackUrl}' (OpenAPI 3.1, §4.8.20.4).",
    ),
    "CG401": Entry(
        "Whole query string as a parameter",
        "Declare a parameter of its own for each name in the query.",
    ),
    "CG402": Entry("Style cookie", "Use the style form."),
    "CG403": _warning(
        "Body that is not held against its schema",
        "Describe it as JSON, text or a sequence, or leave the schema out.",
    ),
    "CG404": _warning(
        "Stream described as a whole",
        "Describe only the items: in itemSchema, or as the items of the array.",
    ),
    "CG405": _warning(
        "Not the name of a header",
        "Write it as a token (RFC 9110, §5.1), such as X-Rate-Limit.",
    ),
    "CG406": Entry(
        "Dynamic reference without a start",
        "Put a '$dynamicAnchor' of that name beside it, under '$defs', or write the "
        "schema out for each use, with a plain '$ref'.",
    ),
    "CG407": Entry(
        "Not a size",
        "Write a whole number of bytes, at least 1, such as 1048576.",
    ),
    "CG408": _warning(
        "Content of a response that has none",
        "Remove the content, or declare another status, such as 200.",
    ),
    "CG409": _warning(
        "Header declared twice",
        "Declare it once: case is nothing to header fields (RFC 9110, §5.1).",
    ),
    "CG410": _warning(
        "Servers with a path",
        "Pass it on: create_app(prefix=…), or include_router(…, prefix=…).",
    ),
    "CG411": Entry(
        "Not a rate limit",
        "Write it as {quota: 60, window: 60, by: address}: so many requests in so many "
        "seconds, by caller, address or everybody; or false for none.",
    ),
    "CG412": Entry(
        "Rate limits of one name that differ",
        "Limits of one name count together: give each a name of its own, or say the "
        "same of both.",
    ),
    "CG413": _warning(
        "Rate limit in words of others",
        "Write it as {quota: 60, window: 60, by: address} if it is to be kept: so many "
        "requests in so many seconds, by caller, address or everybody.",
    ),
    "CG501": _warning(
        "Body that is not checked",
        "Offer application/json as well, or check it in the implementation.",
    ),
    "CG502": _warning(
        "Not a media type",
        "Write it as type/subtype, such as application/json (RFC 9110, §8.3.1).",
    ),
    "CG503": _warning(
        "Encoding without effect", "Remove it, or move it to where it counts."
    ),
    "CG504": _warning(
        "Ambiguous spelling",
        "Describe it by `content: {application/json: …}`, which is unambiguous.",
    ),
    "CG505": _warning(
        "Spelling that nothing defines",
        "Describe it by `content: {application/json: …}` or by a style.",
    ),
}


def diagnostic(
    source: Source, pointer: str, code: str, message: str, mend: str = ""
) -> Fault:
    """Return a fault of the catalogue about the value at `pointer`.

    `mend` is for one that knows better how to mend it.
    """
    entry = CATALOGUE[code]
    there, position = source.place(pointer)
    found = Fault(
        code,
        entry.severity,
        there,
        position.line,
        position.column,
        message,
        mend or entry.mend,
        position.file,
    )
    return discreet(found)
