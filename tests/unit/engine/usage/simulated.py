"""A consumer that sends, and reads, no more than its usage says, by another validator.

What it takes for a break is one for sure: where members hang together it expects less
of what it reads than it was promised, and never more.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator, validators
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from impl.engine.openapi.pointers import split
from tests.unit.engine.comparison.adversary.editing import Content
from tests.unit.engine.comparison.adversary.sampling import Sampler
from tests.unit.engine.usage.drawn_usages import Triple, operations, resolved, schema_of

_DRAWN = 30
# Members by name, `*` for all; True for all that is within.
Tree = Any


def tree_of(pointers: list[str] | None) -> Tree:
    """Read the members of a usage."""
    if pointers is None:
        return True
    found: Any = {}
    for pointer in pointers:
        if pointer == "":
            return True
        here, way = found, split(pointer)
        for token in way[:-1]:
            here = here if here is True else here.setdefault(token, {})
            if here is True:
                break
        else:
            here[way[-1]] = True
    return found


def member(tree: Tree, name: str) -> Tree:
    """Return what is used of a member; None if nothing is."""
    if tree is True:
        return True
    own, every = tree.get(name), tree.get("*")
    if own is None or every is None:
        return own if own is not None else every
    return True if True in (own, every) else {**every, **own}


def kept(value: Any, tree: Tree) -> Any:
    """Leave out of a value what is not used."""
    if tree is True or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        inner = tree.get("*")
        return value if inner is None else [kept(each, inner) for each in value]
    return {
        name: kept(held, inner)
        for name, held in value.items()
        if (inner := member(tree, name)) is not None
    }


# Meta-schemas of 2020-12 keep this keyword, and services assert it.
_Validator = validators.extend(
    Draft202012Validator,
    {"dependencies": Draft7Validator.VALIDATORS["dependencies"]},
)


class Reader:
    """Validates by the schemas of one contract.

    Args:
        content: the contract.
    """

    def __init__(self, content: Content) -> None:
        self.content = content
        resource = DRAFT202012.create_resource(content)
        registry: Any = Registry()
        self._registry = registry.with_resource("urn:contract", resource)

    def takes(self, schema: Any, value: Any) -> bool:
        """Tell whether a schema of the contract accepts a value."""
        absolute = _absolute(schema)
        validator = _Validator(absolute, registry=self._registry)
        return bool(validator.is_valid(value))

    def expected(self, schema: Any, tree: Tree) -> Any:
        """Write what is expected of what is read, or less."""
        if tree is True or not isinstance(schema, dict):
            return schema
        parts = []
        if "$ref" in schema:
            parts.append(self.expected(resolved(self.content, schema), tree))
        parts += [self.expected(part, tree) for part in schema.get("allOf", ())]
        for keyword in ("anyOf", "oneOf"):
            if schema.get(keyword):
                held = [self.expected(part, tree) for part in schema[keyword]]
                parts.append({"anyOf": held})
        found: Any = {"allOf": parts} if parts else {}
        if "type" in schema:
            found["type"] = schema["type"]
        known = schema.get("properties", {})
        found["properties"] = {
            name: self.expected(held, inner)
            for name, held in known.items()
            if (inner := member(tree, name)) is not None
        }
        required = [
            n for n in schema.get("required", ()) if member(tree, n) is not None
        ]
        found["required"] = required
        if "items" in schema and "prefixItems" not in schema and "*" in tree:
            found["items"] = self.expected(schema["items"], tree["*"])
        return found


def _absolute(schema: Any) -> Any:
    """Write references so that they lead into the contract from anywhere."""
    if isinstance(schema, list):
        return [_absolute(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: f"urn:contract{held}"
        if key == "$ref" and isinstance(held, str) and held.startswith("#")
        else _absolute(held)
        for key, held in schema.items()
    }


class SimulatedConsumer:
    """Sends and reads what a usage says, under both sides of a triple."""

    def __init__(self, triple: Triple) -> None:
        self._usage = triple.usage["operations"]
        self._base, self._revision = Reader(triple.base), Reader(triple.revision)
        self._before = {key: held for key, _, _, held in operations(triple.base)}
        self._after = {key: held for key, _, _, held in operations(triple.revision)}

    def trouble(self) -> Iterator[str]:
        """Say what goes wrong for sure under the revision, and did not before."""
        for key, used in self._usage.items():
            if key not in self._after:
                if not _is_moved(key, self._after):
                    yield f"{key} is gone"
                continue
            try:
                yield from self._of_request(key, used)
                yield from self._of_responses(key, used)
            except Unresolvable:
                continue

    def _of_request(self, key: str, used: Any) -> Iterator[str]:
        ours = schema_of(self._base.content, self._before[key].get("requestBody"))
        theirs = schema_of(self._revision.content, self._after[key].get("requestBody"))
        if ours is None or theirs is None:
            return
        for value in self._sent(ours, tree_of(_members(used.get("sends", {})))):
            if not self._revision.takes(theirs, value):
                yield f"request {key}: {value!r}"
                return

    def _sent(self, schema: Any, tree: Tree) -> Iterator[Any]:
        for value in _samples(self._base.content, schema):
            own = kept(value, tree)
            if self._base.takes(schema, own):
                yield own

    def _of_responses(self, key: str, used: Any) -> Iterator[str]:
        before = self._before[key].get("responses", {})
        after = self._after[key].get("responses", {})
        listed = used.get("reads", {}).get("responses")
        for status, held in before.items():
            if status not in after or (listed is not None and status not in listed):
                continue
            promised = schema_of(self._base.content, held)
            answered = schema_of(self._revision.content, after[status])
            if promised is None or answered is None:
                continue
            read = listed[status] if listed is not None else {}
            tree = tree_of(_members(read))
            expected = self._base.expected(promised, tree)
            for value in _samples(self._revision.content, answered):
                if not self._revision.takes(answered, value):
                    continue
                if not self._base.takes(expected, value):
                    yield f"response {key} {status}: {value!r}"
                    break

    def objection(self, witness: dict[str, Any]) -> str:
        """Say why a witness shows nothing to this consumer; nothing if it does."""
        _, key, *more = witness["operation"]
        if more or witness["operation"][0] != "operation":
            # Bodies of what the API sends are of no contract that is replayed here.
            return ""
        named = next((held for held in self._usage if _plain(held) == key), None)
        if named is None:
            return f"{key} is not used"
        message, used = witness["message"], self._usage[named]
        if named not in self._after or "body" not in message:
            return ""
        body = message["body"].get("value")
        if witness["breaks"]["part"] != "body":
            return ""
        if message["type"] == "request":
            return self._objection_to_request(named, used, body)
        return self._objection_to_response(named, used, message["status"], body)

    def _objection_to_request(self, key: str, used: Any, body: Any) -> str:
        ours = schema_of(self._base.content, self._before[key].get("requestBody"))
        theirs = schema_of(self._revision.content, self._after[key].get("requestBody"))
        if ours is None or theirs is None:
            return ""
        if not self._base.takes(ours, body):
            return "the base does not allow it"
        if self._revision.takes(theirs, body):
            return "the revision takes it"
        tree = tree_of(_members(used.get("sends", {})))
        own = kept(body, tree)
        if own != body and self._base.takes(ours, own):
            # What is left out need not be sent.
            return "it has members that are not sent"
        return ""

    def _objection_to_response(
        self, key: str, used: Any, status: str, body: Any
    ) -> str:
        listed = used.get("reads", {}).get("responses")
        before = self._before[key].get("responses", {})
        if listed is not None and status not in listed:
            return "" if status not in before else f"{status} is not read"
        held = before.get(status)
        promised = schema_of(self._base.content, held)
        if promised is None:
            return ""
        if self._base.takes(promised, body):
            return "the base allows it"
        tree = tree_of(_members((listed or {}).get(status, {})))
        seen = kept(body, tree)
        for value in _samples(self._base.content, promised):
            if self._base.takes(promised, value) and kept(value, tree) == seen:
                return f"{value!r} looks the same"
        return ""


def _samples(content: Content, schema: Any) -> Iterator[Any]:
    root = {"components": content.get("components", {}), "allOf": [schema]}
    sampler = Sampler(root, Random(7))
    for _ in range(_DRAWN):
        value = sampler.draw()
        yield value
        yield sampler.mutated(value)


def _members(message: Any) -> list[str] | None:
    body = message.get("body")
    found: list[str] | None = body.get("members") if isinstance(body, dict) else None
    return found


def _plain(key: str) -> str:
    head, *rest = key.split("{")
    return head + "".join("{" + part[part.index("}") :] for part in rest)


def _is_moved(key: str, known: dict[str, Any]) -> bool:
    return any(_plain(key) == _plain(other) for other in known)
