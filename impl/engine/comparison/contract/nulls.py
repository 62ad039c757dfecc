"""Whether null is meant where OpenAPI 3.0 lists values of what is nullable.

By the letter it has to be listed (3.0.3, 4.7.24, as clarified in 2019); most gates take
it all the same. Of two contracts of 3.0 both are read as gates read them. Where one has
moved on to newer words, those tell, place by place, which of the two was meant: a
contract that is only written anew says the same. Where they don't, the letter counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup


def align(base: Lookup, revision: Lookup) -> None:
    """Settle how both contracts are read."""
    for side, other in ((base, revision), (revision, base)):
        side.adds_null = base.old and revision.old
        if side.old and not other.old:
            side.rewrite(with_nulls(side.content, other.content))


def with_nulls(old: Any, new: Any) -> Any:
    """Return a contract of 3.0 with null in the lists in which newer words take it.

    What is not changed is the same as before.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        found = {
            key: with_nulls(held, new[key]) if key in new else held
            for key, held in old.items()
        }
        if _leaves_open(old) and _takes_null(new):
            found["enum"] = [*old["enum"], None]
        is_same = all(found[key] is old[key] for key in old)
        return old if is_same else found
    if isinstance(old, list) and isinstance(new, list):
        rest = old[len(new) :]
        items = [
            *(with_nulls(*pair) for pair in zip(old, new, strict=False)),
            *rest,
        ]
        is_same = all(one is two for one, two in zip(items, old, strict=True))
        return old if is_same else items
    return old


def _leaves_open(schema: dict[str, Any]) -> bool:
    """Tell whether values are listed without null of what is nullable."""
    listed = schema.get("enum")
    is_nullable = schema.get("nullable") is True and "type" in schema
    return is_nullable and isinstance(listed, list) and None not in listed


def _takes_null(schema: Any) -> bool:
    """Tell whether a schema of newer words allows null right where it stands."""
    if not isinstance(schema, dict):
        return False
    if "enum" in schema:
        return None in as_list(schema["enum"])
    types = schema.get("type", ())
    if types == "null" or "null" in as_list(types):
        return True
    among = (*as_list(schema.get("anyOf")), *as_list(schema.get("oneOf")))
    return any(map(_takes_null, among))
