"""The validator that the engine uses, and one that it does not, per dialect."""

from typing import Any

import jsonschema
import jsonschema_rs
from jsonschema.validators import extend

from impl.engine.containment import Dialect

VALIDATORS: dict[Dialect, tuple[Any, Any]] = {
    Dialect.DRAFT_4: (jsonschema_rs.Draft4Validator, jsonschema.Draft4Validator),
    Dialect.DRAFT_6: (jsonschema_rs.Draft6Validator, jsonschema.Draft6Validator),
    Dialect.DRAFT_7: (jsonschema_rs.Draft7Validator, jsonschema.Draft7Validator),
    Dialect.DRAFT_2019_09: (
        jsonschema_rs.Draft201909Validator,
        jsonschema.Draft201909Validator,
    ),
    Dialect.DRAFT_2020_12: (
        jsonschema_rs.Draft202012Validator,
        jsonschema.Draft202012Validator,
    ),
}

# Of draft 2019-09, and no other, the second forgets that additional properties are
# evaluated, and those that an inner unevaluatedProperties has looked at. The keyword is
# the same in the next draft, but for $recursiveRef, which that does not know.
WITHOUT_RECURSION = extend(
    jsonschema.Draft201909Validator,
    {
        "unevaluatedProperties": jsonschema.Draft202012Validator.VALIDATORS[
            "unevaluatedProperties"
        ]
    },
)
