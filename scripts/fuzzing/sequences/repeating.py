"""A call that is repeated under the same Idempotency-Key has one effect."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.bodies import PlayedBody
from scripts.fuzzing.sequences.places import header_of, keys_in
from scripts.fuzzing.sequences.play import Play
from scripts.fuzzing.sequences.stage import REPEAT


def repeated_has_one_effect(play: Play) -> Iterator[FuzzFinding]:
    """The second call makes nothing."""
    plan = play.collection.create
    name = header_of(plan, REPEAT)
    if not name:
        return
    fields = {name: play.stage.bodies.token() + play.stage.bodies.token()}
    item = play.make(headers=fields)
    sent = item.reply.request
    body = PlayedBody(sent.body, _type(sent.headers), item.sent)
    again = play.stage.send(plan, item.ground.place, body=body, headers=fields)
    trail = (*item.trail, again)
    if again.ok:
        made = play.stage.item_in(plan, again)
        key = keys_in(play.collection.door, made, again)
        if key is not None and key != item.key:
            title = "A repeated call has a second effect"
            told = f"the same {name} and body made another item, {'/'.join(key)}"
            yield play.finding("repeated_once", title, told, *trail)
        return
    other = {name: play.stage.bodies.token() + play.stage.bodies.token()}
    anew = play.stage.send(plan, item.ground.place, body=body, headers=other)
    if anew.status == again.status and _code(anew.body) == _code(again.body) != "":
        title = "A repeated call is taken for a new one"
        told = f"{again.status} to the same {name} and body, as to another {name}"
        yield play.finding("repeated_is_known", title, told, *trail)


def _type(headers: tuple[tuple[str, str], ...]) -> str:
    return next((v for name, v in headers if name.lower() == "content-type"), "")


def _code(body: object) -> str:
    """Return what an error is called, where its service has names for errors."""
    if not isinstance(body, dict):
        return ""
    found = [
        body.get(name)
        for name in ("code", "type", "error", "title", "detail", "message")
    ]
    texts = [each for each in found if isinstance(each, str) and each != "about:blank"]
    return "|".join(texts)
