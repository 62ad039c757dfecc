"""The validator that the engine uses, and one that it does not, per dialect."""

from typing import Any

import jsonschema
import jsonschema_rs

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
