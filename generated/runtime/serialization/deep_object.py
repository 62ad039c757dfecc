# A copy of Countersign's scripts/codegen/runtime/serialization/deep_object.py.
"""The style deepObject: `p[a]=1` (OpenAPI 3.1, §4.8.12.3).

OpenAPI leaves open how a member is written that is an object or an array itself. Such a
member is read as most libraries write it: `p[a][b]=1`, `p[a][]=1` and `p[a][0]=1`, and
an array as `p[a]=1&p[a]=2`, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Union

from ..schemas.schema_types import TEXT, Shape
from .styles import RepeatedError, combined, first_and_last, members

# Texts of a member under "", members and items by their keys.
Tree = dict[str, Union["Tree", list[str]]]

_KEY = re.compile(r"\[([^\[\]]*)\]")
_DEEPEST = 16
_INDEX = re.compile(r"[0-9]{1,6}\Z")


def path_of(name: str, parameter: str, shape: Shape) -> tuple[str, ...]:
    """Return the keys in the name of a pair; none if it is no part of the parameter."""
    if not name.startswith(f"{parameter}["):
        return ()
    rest = name[len(parameter) :]
    path = tuple(_KEY.findall(rest))
    if len("".join(path)) + 2 * len(path) != len(rest) or len(path) > _DEEPEST:
        return ()
    for depth, key in enumerate(path):
        if shape.takes("array") and (not key or _INDEX.match(key)):
            shape = shape.item(int(key or 0))
        elif key and (shape.takes("object") or not depth):
            shape = shape.properties.get(key) or shape.extra or TEXT
        else:
            return ()
    return path


def member_name(parameter: str, key: str) -> str:
    """Return the name of the pair that a member is written as; `path_of` reads it."""
    return f"{parameter}[{key}]"


def branch(tree: Tree, path: Sequence[str]) -> list[str]:
    """Return the list of texts at a path, growing the tree as far as it takes.

    Raises:
        RepeatedError: something else is there already.
    """
    *keys, last = path
    for key in keys:
        found = tree.setdefault(key, {})
        if isinstance(found, list):
            raise RepeatedError(f"has both a value and members in {key[:100]!r}")
        tree = found
    texts = tree.setdefault(last, [])
    if isinstance(texts, dict):
        raise RepeatedError(f"has both a value and members in {last[:100]!r}")
    return texts


def deep_objects(tree: Tree, shape: Shape) -> list[object]:
    """Return what a tree may mean, the likeliest first.

    Raises:
        RepeatedError: a member that is no array is given more than once.
    """
    return _meanings(tree, shape, "")


def _meanings(node: Tree | list[str], shape: Shape, name: str) -> list[object]:
    if isinstance(node, list):
        return members(node, shape, name)
    if shape.takes("array") and all(not key or _INDEX.match(key) for key in node):
        items: list[list[object]] = []
        # Items with an index come by their index, those without one as they came.
        for key in sorted(node, key=lambda key: (not key, int(key or 0))):
            items += _items(node[key], shape.item(len(items)), key)
        return first_and_last([item[0] for item in items], [item[-1] for item in items])
    return combined(
        {
            key: _meanings(part, shape.properties.get(key) or shape.extra or TEXT, key)
            for key, part in node.items()
        }
    )


def _items(node: Tree | list[str], shape: Shape, key: str) -> list[list[object]]:
    if isinstance(node, list) and not key:
        return [members([text], shape, key) for text in node]
    return [_meanings(node, shape, key)]
