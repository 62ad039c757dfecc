"""Views of enumerations: classes, references to them, and some of their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.enumerations import enumeration_of
from scripts.codegen.lower.identifiers import pascal_case
from scripts.codegen.lower.schemas import key_of, reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.codegen.lower.enumerations import Enumeration
    from scripts.codegen.lower.identifiers import Names
    from scripts.codegen.lower.schemas import ExactSchemas, ViewSchema

# The keywords of a view of some members: their enum, and what they are called there.
OF, MEMBERS = "x-enum-of", "x-enum-members"
# A name that tells more is none.
_LONGEST_NAME = 40


class EnumerationViews:
    """The component schemas that are enumerations, by the names of their classes.

    Args:
        schemas: the exact schemas.
        classes: the names of all classes of component schemas, by key.
        names: gives names to what has none.
        components: takes the views of some members of an enumeration.
    """

    def __init__(
        self,
        schemas: ExactSchemas,
        classes: Mapping[str, str],
        names: Names,
        components: dict[str, ViewSchema],
    ) -> None:
        self._classes, self._names = classes, names
        self._components = components
        self._found: dict[str, Enumeration] = {
            name: found
            for key, name in classes.items()
            if (found := enumeration_of(schemas.exact[key]))
        }
        self._parts: dict[tuple[str, ...], str] = {}

    def definition(self, name: str) -> ViewSchema | None:
        """Return the view that becomes the class of this name, if it is an enum."""
        found = self._found.get(name)
        return found.view if found else None

    def named(self, name: str) -> ViewSchema:
        """Return the view of what refers to a class."""
        found = self._found.get(name)
        return self._whole(name, nullable=found is not None and found.nullable)

    def narrowed(self, parts: Iterable[dict[str, Any]]) -> ViewSchema | None:
        """Return the view of some members of an enum, if that is all a schema allows.

        `parts` are all that the schema is: references and lists of values, mostly.
        """
        lists: list[list[Any]] = []
        owner = ""
        for part in parts:
            name = self._classes.get(key_of(part["$ref"]), "") if "$ref" in part else ""
            owner = owner or (name if name in self._found else "")
            lists += [part["enum"]] if "enum" in part else []
            lists += [[part["const"]]] if "const" in part else []
        if not owner:
            return None
        every = self._found[owner]
        allowed = [{every.name(value) for value in each} for each in lists]
        members = [n for n, *_ in every.members if all(n in each for each in allowed)]
        if not members or len(members) == len(every.members):
            return None
        nullable = every.nullable and all(None in each for each in lists)
        return self._whole(self._some(owner, members), nullable=nullable)

    def _some(self, owner: str, members: list[str]) -> str:
        key = (owner, *members)
        if key not in self._parts:
            words = pascal_case("_".join(members).lower())
            if len(words) > _LONGEST_NAME:
                words = "Some"
            self._parts[key] = self._names.take(owner + words)
            self._components[self._parts[key]] = {
                "type": self._found[owner].view["type"],
                OF: {"$ref": reference(owner)},
                MEMBERS: members,
            }
        return self._parts[key]

    def _whole(self, name: str, *, nullable: bool) -> ViewSchema:
        itself: ViewSchema = {"$ref": reference(name)}
        return {"anyOf": [itself, {"type": "null"}]} if nullable else itself
