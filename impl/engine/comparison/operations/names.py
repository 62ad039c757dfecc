"""Compare the names of schemas, which code that is generated from a contract takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.contract.keywords import map_in
from impl.engine.comparison.differences.findings import Finding, Site
from impl.engine.comparison.kinds import catalogue
from impl.engine.openapi.pointers import join

if TYPE_CHECKING:
    from typing import Any

    from impl.engine.comparison.contract.lookup import Lookup
    from impl.engine.comparison.differences.findings import ComparisonContext

_SECTION = ("components", "schemas")


def compare_names(context: ComparisonContext) -> None:
    """Note the schemas whose names are gone, and what they are called now."""
    before, after = _schemas(context.base), _schemas(context.revision)
    new = {name: schema for name, schema in after.items() if name not in before}
    kind = catalogue.SCHEMA_NAME_REMOVED
    for name, schema in before.items():
        if name in after:
            continue
        now = next((other for other, held in new.items() if held == schema), "")
        places = join(*_SECTION, name), join(*_SECTION, *filter(None, [now]))
        what = f"is now called {now!r}" if now else "is gone"
        context.add(
            Finding(
                kind=kind,
                site=Site(*places, f"{kind.name} {name}"),
                message=f"The schema {name!r} {what}; only generated code notices.",
                occurrences=[],
                said=(name, now or None),
            )
        )


def _schemas(surface: Lookup) -> dict[str, Any]:
    return map_in(surface.map(f"/{_SECTION[0]}"), _SECTION[1])
