"""Why a question stays undecided, and what would help, in words for people."""

from __future__ import annotations

UNMADE = "no whole message could be made around it"
UNSEEN = "a message that should show it was not refused where it should be"
UNTOLD = "whether anybody ever filled the template in like that, no contract tells"
HEADERS_OF_PARTS = "no message shows how a header of a part is read"
COOKIES = (
    "what of a form is escaped in a cookie, and whether several values are one cookie, "
    "servers do not agree on (OpenAPI 3.2, 4.12.3)"
)
EMPTY_LISTS = (
    "of a list of nothing that is not exploded, some write the name and others "
    "nothing, and servers do not agree on what the name alone is (RFC 6570, 2.3)"
)
_NOTHING = "neither a proof nor a message was found"
# By what a reason holds; the first that fits.
_HELP = (
    ("the comparison was given", "More time would help (--seconds)"),
    ("the time is over", "Smaller schemas would help"),
    ("ran out of", "Fewer alternatives, or ones told apart by a constant, would help"),
    ("nested too deep", "Schemas that are less deep would help"),
    ("beyond the prover", "The same said in simpler keywords or patterns would help"),
    ("leads", "A reference that leads to a schema of the document would help"),
    ("refers to itself", "A schema that doesn't refer to itself in place would help"),
    (UNMADE, "Simpler patterns in what else the message has to have would help"),
    (UNSEEN, "The two schemas written alike, but for the change, would help"),
    (UNTOLD, "Asking who calls it would help"),
    (COOKIES, "Looking at a cookie of yours would help"),
    (EMPTY_LISTS, "At least one item, or looking at a query of yours, would help"),
    (HEADERS_OF_PARTS, "Comparing a message of each side by eye would help"),
)
_ANYTHING = "Comparing messages of yours with both contracts would help"


def doubt(reason: str) -> str:
    """Say in two sentences why something is undecided, and what would help."""
    why = reason or _NOTHING
    advice = next((advice for part, advice in _HELP if part in why), _ANYTHING)
    return f"Whether that breaks anything is undecided: {why}. {advice}."
