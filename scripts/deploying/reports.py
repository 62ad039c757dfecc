"""Whether something may be deployed, for a terminal and for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.comparison.reports.markdown import code, escaped
from scripts.comparing.terminal import painted, wrapped
from scripts.deploying.candidates import shown

if TYPE_CHECKING:
    from scripts.deploying.candidates import DeploymentCandidate

_SIGNS: Final = {"yes": "✓", "no": "✗", "unknown": "?"}
_EMOJI: Final = {"yes": "✅", "no": "❌", "unknown": "❔"}
_COLOURS: Final = {"yes": "compatible", "no": "breaking", "unknown": "undecided"}
# The gravest come first; nobody reads more of them.
_MOST: Final = 100


def text(candidate: DeploymentCandidate, answer: Any) -> str:
    """Write a line or two for each pair, and the answer."""
    lines: list[str] = []
    if known := answer.get("verification"):
        sign = painted(_SIGNS[known["answer"]], _COLOURS[known["answer"]])
        first, *rest = wrapped(f"{shown(known['reason'])}{_id(known)}", "  ", "  ")
        lines += [f"{sign} {first[2:]}", *rest]
    for pair in answer["items"][:_MOST]:
        sign = painted(_SIGNS[pair["answer"]], _COLOURS[pair["answer"]])
        said = f"{_consumer(pair)}, {_api(pair)}: {shown(pair['reason'])}"
        if "comparison_id" in pair:
            said = f"{said} ({pair['comparison_id']})"
        first, *rest = wrapped(said, "  ", "  ")
        lines += [f"{sign} {first[2:]}", *rest]
    lines += _more(answer)
    verdict = painted(answer["answer"], _COLOURS[answer["answer"]])
    where = f"{candidate.shown} to {candidate.environment}"
    return "\n".join([*lines, f"{verdict}: {where}. {shown(answer['reason'])}"]) + "\n"


def markdown(candidate: DeploymentCandidate, answer: Any) -> str:
    """Write a table of the pairs, for a comment."""
    what = f"{code(candidate.shown)} to {code(candidate.environment)}"
    lines = [f"## Deploy {what}: {answer['answer']}", ""]
    lines += [escaped(shown(answer["reason"])), ""]
    if answer["items"]:
        lines += ["| | consumer | API | why |", "|---|---|---|---|"]
    for pair in answer["items"][:_MOST]:
        why = escaped(shown(pair["reason"]))
        cells = [_EMOJI[pair["answer"]], code(_consumer(pair)), code(_api(pair)), why]
        lines.append(f"| {' | '.join(cells)} |")
    more = _more(answer)
    return "\n".join([*lines, *(["", *more] if more else [])]).rstrip() + "\n"


def _more(answer: Any) -> list[str]:
    left = len(answer["items"]) - _MOST
    return [f"… and {left:,} more pairs"] if left > 0 else []


def _id(known: Any) -> str:
    found = known.get("verification_id")
    return f" ({found})" if found else ""


def _consumer(pair: Any) -> str:
    return shown(f"{pair['consumer']} {pair['consumer_version']}")


def _api(pair: Any) -> str:
    return " ".join([pair["api"], pair.get("api_version", "nowhere")])
