"""Usages of the zoo, in short."""

from typing import Any

from impl.engine.usage.documents import ConsumerUsage
from impl.engine.usage.reading import parse_usage

_SUCCESS = {"POST /pets": "201"}


def usage(*said: str | dict[str, Any]) -> ConsumerUsage:
    """Read usages in short.

    `GET /pets` uses all of it; after `reads` stand members of what it answers, after
    `sends` those that it is called with, each time nothing for no body; after `takes`
    statuses, after `heads` headers, after `asks` parameters, divided by commas. What
    is no text is said as in documents.
    """
    operations: dict[str, Any] = {}
    webhooks: dict[str, Any] = {}
    for each in said if len(said) != 1 else _divided(said[0]):
        if isinstance(each, dict):
            operations.update(each.get("operations", {}))
            webhooks.update(each.get("webhooks", {}))
            continue
        key, verb, rest = _parted(each)
        entry = operations.setdefault(key, {})
        words = rest.split()
        body: Any = {"members": words} if words else False
        if verb == "reads":
            status = _SUCCESS.get(key, "200")
            response = _responses(entry).setdefault(status, {})
            response["body"] = body
        elif verb == "sends":
            entry.setdefault("sends", {})["body"] = body
        elif verb == "asks":
            names = [name.strip() for name in rest.split(",") if name.strip()]
            entry.setdefault("sends", {})["parameters"] = names
        elif verb == "takes":
            for status in words:
                _responses(entry).setdefault(status, {})
        elif verb == "heads":
            response = _responses(entry).setdefault("200", {"body": False})
            response["headers"] = words
    return parse_usage(
        {
            "usage": "countersign.usage/1",
            "consumer": "app",
            "operations": operations,
            "webhooks": webhooks,
        }
    )


def _divided(said: str | dict[str, Any]) -> list[Any]:
    return said.split("; ") if isinstance(said, str) else [said]


def _responses(entry: dict[str, Any]) -> dict[str, Any]:
    held: dict[str, Any] = entry.setdefault("reads", {}).setdefault("responses", {})
    return held


def _parted(said: str) -> tuple[str, str, str]:
    for verb in ("reads", "sends", "asks", "takes", "heads"):
        key, found, rest = said.partition(f" {verb}")
        if found:
            return key, verb, rest
    return said, "", ""


def hook(*members: str, **more: Any) -> dict[str, Any]:
    """Say what is read of the webhook."""
    reads = {"body": {"members": list(members)}, **more}
    return {"webhooks": {"POST petGone": {"reads": reads}}}
