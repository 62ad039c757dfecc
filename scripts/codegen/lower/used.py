"""Which views a package uses: nothing else is written.

A component schema stays if nothing refers to it, as those of a library do; but not if
all that use it have it as requests or as responses do, which are classes of their own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.schemas import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.codegen.lower.package import CompiledEndpoint, Package

_MODEL = re.compile(r"\bmodels\.(\w+)")


def only_used(package: Package) -> Package:
    """Return a package without views that nothing uses."""
    sent_or_served = (*package.groups, *package.senders)
    texts = (
        text
        for group in sent_or_served
        for endpoint in group.endpoints
        for text in _annotations(endpoint)
    )
    kept: set[str] = set()
    _keep({name for text in texts for name in _MODEL.findall(text)}, kept, package)
    # Those without others in their place come first: they may use one that has some.
    for name, others in sorted(
        package.variants.items(), key=lambda each: bool(each[1])
    ):
        if not kept & others:
            _keep({name}, kept, package)
    return replace(
        package,
        views={name: view for name, view in package.views.items() if name in kept},
        defaults={k: each for k, each in package.defaults.items() if k in kept},
        schema_keys=tuple(
            (key, text if kept.issuperset(_MODEL.findall(text)) else "Any")
            for key, text in package.schema_keys
        ),
    )


def needs_of(view: Any) -> Iterator[str]:
    """Yield the names of the views that a view refers to."""
    if isinstance(view, dict):
        for name, value in view.items():
            if name == "$ref" and isinstance(value, str):
                yield key_of(value)
            else:
                yield from needs_of(value)
    elif isinstance(view, list):
        for value in view:
            yield from needs_of(value)


def _keep(names: set[str], kept: set[str], package: Package) -> None:
    """Add names to those that are kept, with those of all views that these lead to."""
    pending = list(names - kept)
    kept |= names
    while pending:
        new = {*needs_of(package.views[pending.pop()])} - kept
        kept |= new
        pending += new


def _annotations(endpoint: CompiledEndpoint) -> Iterator[str]:
    """Yield the types that the code of an operation names."""
    yield from (argument.annotation for argument in endpoint.arguments)
    yield from (kind for _, kind in (*endpoint.body_types, *endpoint.parameter_types))
    for result in endpoint.results:
        yield from (header.annotation for header in result.headers)
        if result.body:
            yield from (result.body.annotation, result.body.view)
