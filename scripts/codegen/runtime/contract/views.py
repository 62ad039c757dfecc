"""Views: the typed shapes of valid values."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from ..syntax.exact_numbers import with_integers


class View(BaseModel):
    """Base of all classes made from schemas.

    Members that the contract does not name are kept, the gate having let them through.
    A class is built when it is first used, so that importing a thousand costs little.
    Members called like Pydantic's own methods have got other names in Python.
    """

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        defer_build=True,
        protected_namespaces=(),
        arbitrary_types_allowed=True,
    )

    def model_post_init(self, context: object, /) -> None:
        """Do nothing, in Python: the moment in which other threads may go on.

        A large value is shown in a thread, and Pydantic would hold the interpreter
        until the last of its members.
        """


def view(adapter: TypeAdapter[Any], value: object) -> Any:
    """Return the typed view of a value that the gate has let through.

    Members are found by their wire names alone: implementers may use the Python names
    of fields, but a member of a document that happens to be called like one is another.
    """
    # Without strictness a union may show the text "yes" as the boolean of its other
    # member, and write true.
    validate = adapter.validator.validate_python
    try:
        return validate(value, strict=True, by_alias=True, by_name=False)
    except ValidationError:
        # To JSON Schema 1.0 is an integer, to Python it is none.
        integral = with_integers(value)
        return validate(integral, strict=True, by_alias=True, by_name=False)
