"""The bodies of errors: a refusal in one declared media type."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any, Protocol

from pydantic_core import to_json

from ..contract.operation import Media
from ..schemas.flattened import flattened
from ..schemas.references import pointer_to
from ..syntax.media_types import MediaType, best_match, parse_media_type
from .problems import PROBLEM
from .synthesis import Synthesis
from .templates import ABSENT, Template
from .terms import Report, tells

_ESSENTIAL = ("type", "title", "status", "detail")


class ErrorBody(Protocol):
    """Writes refusals in one media type, which `content_type` names."""

    content_type: str
    is_json: bool

    def write(self, report: Report) -> bytes | None:
        """Return a body that the schema allows, or None if none is found."""
        ...


def error_body(
    media: Media, beside: Collection[str], synthesis: Synthesis
) -> ErrorBody | None:
    """Return the writer for a declared media type, None if errors can't be written so.

    Of a range it takes the member that is known best: JSON, or else plain text. It
    takes none to which a narrower key applies of those that are declared `beside` it
    (OpenAPI 3.1, §4.8.17).
    """
    known = parse_media_type(media.media_type)
    if known is None:
        return None
    for member, make in _MEMBERS:
        if known.is_range and best_match(member, beside) == media.media_type:
            return make(f"{member.type}/{member.subtype}", media.schema, synthesis)
    if known.is_json:
        return JsonBody(media.media_type, media.schema, synthesis)
    if (known.type, known.subtype) in {("text", "plain"), ("text", "html")}:
        return TextBody(media.media_type, media.schema, synthesis)
    return None


class JsonBody:
    """Refusals as JSON: by the template of their schema.

    Where it asks for problems, or names nothing that an error says, the members of a
    problem come first.
    """

    is_json = True

    def __init__(
        self, content_type: str, schema: str | None, synthesis: Synthesis
    ) -> None:
        self.content_type = content_type
        # Is the media type RFC 9457's own?
        self.is_problem = content_type.partition(";")[0].strip().lower() == PROBLEM
        self._schema = schema
        self._synthesis = synthesis

    def write(self, report: Report) -> bytes | None:
        """Return a body that the schema allows, or None if none is found."""
        value = self.value(report)
        return None if value is ABSENT else to_json(value)

    def value(self, report: Report) -> Any:
        """Return a value that the schema allows, or ABSENT if none is found."""
        if self._schema is None:
            return report.problem
        is_valid = self._synthesis.gate.validator(self._schema).is_valid
        if self.is_problem and is_valid(report.problem):
            return report.problem
        for value in self._candidates(report):
            if value is not ABSENT and is_valid(value):
                return value
        return ABSENT

    def _candidates(self, report: Report) -> Iterator[Any]:
        problem, facts = report.problem, report.facts
        filled = _filled(self._full, report)
        if self._takes_problems:
            more = filled if isinstance(filled, dict) else {}
            yield {**more, **problem}
            yield {**problem, **more}
        yield filled
        if not facts["faults"]:
            # Some schemas can't be met, or told apart, without a list of faults.
            whole = {"pointer": "", "detail": facts["detail"]}
            yield self._full.fill({**facts, "faults": [whole]})
        yield _filled(self._lean, report)
        for detail in (report.spelled["detail"], facts["detail"]):
            essential = {**problem, "detail": detail}
            yield {name: essential[name] for name in _ESSENTIAL if name in problem}
        yield self._smallest

    @cached_property
    def _takes_problems(self) -> bool:
        if self.is_problem or not self._full.weight:
            return True
        flats = flattened(self._declared, self._synthesis.gate.schemas)
        named = [flat.get("properties", {}).keys() for flat in flats]
        return any("title" in names and names & {"detail", "status"} for names in named)

    @cached_property
    def _full(self) -> Template:
        return self._synthesis.template(self._declared)

    @cached_property
    def _lean(self) -> Template:
        return self._synthesis.template(self._declared, lean=True)

    @cached_property
    def _smallest(self) -> Any:
        return self._synthesis.smallest(self._declared)

    @property
    def _declared(self) -> Any:
        return {"$ref": pointer_to(self._schema or "")}


def _filled(template: Template, report: Report) -> Any:
    """Return a template with what there is to say, in prose if nowhere else."""
    value = template.fill(report.facts)
    if value is ABSENT or tells(value, report.facts):
        return value
    return template.fill(report.spelled)


class TextBody:
    """Refusals as text: what is wrong, for people."""

    is_json = False

    def __init__(
        self, content_type: str, schema: str | None, synthesis: Synthesis
    ) -> None:
        self.content_type = content_type
        self._schema = schema
        self._synthesis = synthesis
        self._is_page = content_type.lower().startswith("text/html")

    def write(self, report: Report) -> bytes | None:
        """Return a text that the schema allows, or None if none is found."""
        for value in self._candidates(report):
            if isinstance(value, str) and self._allows(value):
                return value.encode()
        return None

    def _allows(self, text: str) -> bool:
        if self._schema is None:
            return True
        return self._synthesis.gate.is_valid(self._schema, text)

    def _candidates(self, report: Report) -> Iterator[Any]:
        facts = report.facts
        texts = (report.spelled["detail"], facts["detail"], facts["title"])
        if self._is_page:
            detail, _, title = map(html.escape, texts)
            yield f"<!doctype html><title>{title}</title><p>{detail}</p>"
        else:
            yield from texts
        yield self._smallest

    @cached_property
    def _smallest(self) -> Any:
        return self._synthesis.smallest({"$ref": pointer_to(self._schema or "")})


_MEMBERS = (
    (MediaType("application", "json"), JsonBody),
    (MediaType("application", "problem+json"), JsonBody),
    (MediaType("text", "plain"), TextBody),
    (MediaType("text", "html"), TextBody),
)
