"""Answers of one operation: remembered, shown by the contract, or made up."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from generated.runtime.http.answers import Answer, StreamAnswer
from generated.runtime.http.context import Context
from generated.runtime.http.refusal import Refusal
from generated.runtime.responses.sealed import SealBroken
from generated.runtime.syntax.media_types import MediaType, parse_media_type
from impl.engine.sampling.sampler import NoInstance
from impl.mocks.budget import Pace
from impl.mocks.marks import NOTE, SOURCE, UNDECLARED, mark
from impl.mocks.payloads import BOUNDARY
from impl.mocks.plan import PlannedOperation
from impl.mocks.preferences import NOTHING, Preferences
from impl.mocks.replies import Chosen, DeclaredReplies, narrowest
from impl.mocks.settings import MockOptions
from impl.mocks.tracing import trace_of
from impl.mocks.value_source import Wanted
from impl.mocks.values import Values

# A value that the gate does not take is drawn anew so often.
_DRAWS = 4
_LARGEST_KEPT = 64 * 1024
# So many dynamic answers to a request are different; then they come again, ready made.
_VARIANTS = 128
Kept = OrderedDict[tuple[object, ...], Answer]


@dataclass
class Answers:
    """What the operations of a mock have in common when they answer.

    Attributes:
        options: how the mock behaves. values: makes values. now: the time that was set.
        kept: answers that were given before, by what they were made from.
        drawn: how many dynamic answers each operation gave, by its pointer.
    """

    options: MockOptions
    values: Values
    now: dt.datetime | None = None
    kept: Kept = field(default_factory=OrderedDict)
    drawn: Counter[str] = field(default_factory=Counter)

    def keep(self, key: tuple[object, ...], answer: Answer) -> None:
        """Keep an answer for the next time, and forget the oldest."""
        if len(answer.body) <= _LARGEST_KEPT:
            self.kept[key] = answer
            while len(self.kept) > self.options.most_answers:
                self.kept.popitem(last=False)


class Answering:
    """Makes answers of one operation.

    Args:
        planned: the operation.
        replies: what it may answer.
        shared: with the other operations.
    """

    def __init__(
        self, planned: PlannedOperation, replies: DeclaredReplies, shared: Answers
    ) -> None:
        self._planned = planned
        self._replies = replies
        self._shared = shared
        self._pace = Pace(shared.options.budget)

    async def sampled(
        self, context: Context, arguments: Mapping[str, Any], preferences: Preferences
    ) -> Answer | StreamAnswer:
        """Return a success that is made up, or that an example of the contract shows.

        Raises:
            Refusal: 503, there is no valid answer, or none is found in time.
        """
        accept = context.headers.get("accept")
        found = self._replies.successes(accept)
        return await self.of(found, arguments, preferences)

    async def preferred(
        self, context: Context, arguments: Mapping[str, Any], preferences: Preferences
    ) -> Answer | StreamAnswer | None:
        """Return an answer with the status that is asked for; None if none is declared.

        Raises:
            Refusal: as for `sampled`.
        """
        accept = context.headers.get("accept")
        found = self._replies.of_status(preferences.code or 0, accept)
        if not found:
            return None
        return await self.of(found, arguments, preferences)

    def shows(self, code: int, preferences: Preferences) -> bool:
        """Does the contract show, by a valid example, what a status comes with?"""
        values = self._shared.values
        found = self._replies.of_status(code, None)
        if preferences.example is not None:
            return any(values.has_example(each, preferences.example) for each in found)
        return any(map(values.has_examples, found))

    def faults(self, answer: Answer, context: Context) -> list[str]:
        """Return why the body of an error is not what is declared for its status."""
        accept = context.headers.get("accept")
        sent = _sent_as(answer)
        found = self._replies.of_status(answer.status, accept)
        if sent is None:
            return []
        chosen = narrowest(found, sent)
        if chosen is None:
            return [f"no {sent.type}/{sent.subtype} is declared"]
        if not sent.is_json:
            return []
        return self._shared.values.faults(chosen, json.loads(answer.body))

    def error(self, refusal: Refusal, context: Context) -> Answer | None:
        """Return an error that is made up, None if that can't be either."""
        found = self._replies.of_status(refusal.status, context.headers.get("accept"))
        given = {name.lower(): text for name, text in refusal.headers.items()}
        wanted = self._wanted({}, NOTHING)
        try:
            answer = self._made(found, wanted, given) if found else None
        except Refusal:
            return None
        return answer if isinstance(answer, Answer) else None

    async def remembered(
        self,
        context: Context,
        status: int,
        body: object,
        media_type: str,
        given: Mapping[str, str],
    ) -> Answer | StreamAnswer | None:
        """Return an answer with a body that a state holds; None if no reply takes it.

        Args:
            context: of the request.
            status: of the answer.
            body: a value of the schema that is declared for the status.
            media_type: for which it is declared; "" if there is no body.
            given: texts of header fields.
        """
        accept = context.headers.get("accept")
        fields = {name.lower(): text for name, text in given.items()}
        wanted = self._wanted({}, NOTHING)
        values, trace = self._shared.values, trace_of(context.scope)

        def work() -> Answer | StreamAnswer | None:
            for chosen in self._replies.of_schema(status, accept, media_type):
                try:
                    payload = values.payload(chosen, body)
                    known = values.fields(chosen, wanted, fields)
                    answer = self.finished(chosen, payload, known, "state")
                except (NoInstance, SealBroken) as error:
                    trace.notes.append(f"not remembered: {error}")
                    continue
                declared = {each.name.lower() for each in chosen.reply.spec.headers}
                for name in fields.keys() - declared:
                    mark(answer, name.encode("ascii", "replace"), fields[name])
                return answer
            return None

        return await self._pace.do(work)

    async def of(
        self,
        found: list[Chosen],
        arguments: Mapping[str, Any],
        preferences: Preferences,
    ) -> Answer | StreamAnswer:
        """Return an answer of one of some replies, the first that has a valid one.

        Raises:
            Refusal: as for `sampled`.
        """
        wanted = self._wanted(arguments, preferences)
        if preferences.example is not None:
            name = preferences.example
            has = self._shared.values.has_example
            found = [each for each in found if has(each, name)] or found
        if not found:
            return _nothing()
        key = (self._planned.pointer, found[0].name, wanted)
        kept = self._shared.kept.get(key)
        if kept is not None:
            self._shared.kept.move_to_end(key)
            return replace(kept, headers=[*kept.headers])
        answer = await self._pace.do(lambda: self._made(found, wanted))
        self._tell_example(found, wanted, answer)
        if isinstance(answer, Answer):
            self._shared.keep(key, replace(answer, headers=[*answer.headers]))
        return answer

    def _tell_example(
        self, found: list[Chosen], wanted: Wanted, answer: Answer | StreamAnswer
    ) -> None:
        name = wanted.example
        if name is not None and not self._shared.values.has_example(found[0], name):
            mark(answer, NOTE, f"no valid example is called {name}")

    def _made(
        self,
        found: list[Chosen],
        wanted: Wanted,
        given: Mapping[str, str] = MappingProxyType({}),
    ) -> Answer | StreamAnswer:
        """Return the first answer that the gate lets through.

        `given` has texts of header fields that are known, by names in lower case.

        Raises:
            Refusal: 503, there is none.
        """
        problems: list[str] = []
        for chosen in found:
            for each in _draws(wanted):
                try:
                    body = self._shared.values.body(chosen, each)
                    fields = self._shared.values.fields(chosen, each, given)
                    return self.finished(chosen, body, fields, "sample")
                except NoInstance as error:
                    problems.append(str(error))
                    break
                except SealBroken as error:
                    problems.append(str(error))
        why = f"No valid answer can be made up: {problems[0]}"
        raise Refusal(503, "mock_has_no_answer", why)

    def finished(
        self, chosen: Chosen, body: object, fields: Mapping[str, object], source: str
    ) -> Answer | StreamAnswer:
        """Return an answer past the seal; `source` is told in a header field.

        Raises:
            SealBroken: the gate does not let it through.
        """
        answer = self._replies.sealed(chosen, body, fields)
        if chosen.media.type == "multipart":
            answer.headers = [
                (name, value + f"; boundary={BOUNDARY}".encode())
                if name == b"content-type" and b"boundary" not in value
                else (name, value)
                for name, value in answer.headers
            ]
        mark(answer, SOURCE, source)
        return answer

    def _wanted(self, arguments: Mapping[str, Any], preferences: Preferences) -> Wanted:
        seed = preferences.seed or self._shared.options.seed
        asked = [(name, value) for name, value in arguments.items() if name != "body"]
        told = json.dumps(asked, default=str, sort_keys=True) if asked else "[]"
        parts: tuple[object, ...] = (seed, self._planned.operation.operation_id, told)
        if preferences.is_dynamic:
            pointer, drawn = self._planned.pointer, self._shared.drawn
            parts = (*parts, drawn[pointer] % _VARIANTS)
            drawn[pointer] += 1
        return Wanted(
            parts,
            style=preferences.style,
            size=preferences.size,
            now=self._shared.now,
            example=preferences.example,
            is_dynamic=preferences.is_dynamic,
        )


def _nothing() -> Answer:
    """Return the answer of an operation that declares none."""
    answer = Answer(204)
    mark(answer, UNDECLARED, "204")
    return answer


def _draws(wanted: Wanted) -> Iterator[Wanted]:
    yield wanted
    for n in range(1, _DRAWS):
        # Examples are left to the first try.
        yield replace(wanted, seed=(*wanted.seed, "again", n), is_dynamic=True)
    yield replace(wanted, style="minimal", size=None, is_dynamic=True)


def _sent_as(answer: Answer) -> MediaType | None:
    for name, value in answer.headers:
        if name == b"content-type":
            return parse_media_type(value.decode("latin-1"))
    return None
