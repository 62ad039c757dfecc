"""Where a suite and all of our profiles differ, and why that is not wrong.

What is listed counts as policy, by the reason that it stands under. Of a suite that
changes, a pair that is new is wrong until somebody has read it.
"""

from __future__ import annotations

from collections.abc import Mapping

_BOUND = "a bound where there was none refuses what was valid; the suite warns of it"
_NOWHERE = "no path has a place for the parameter, so that nobody can send it"
_SAME = "by validation, both allow the same values"
_EXTENSION = "x-extensible-enum is an extension, and its values are examples"
_IDLE = "the keyword says nothing of values of this type"
_STABILITY = "a stability level is an extension, and its order the suite's own"
_SUNSET = "a sunset in an extension, and how long before, are the suite's own rules"
_REFUSED = "the witness is a message that was valid; the suite only lists the change"

_CHECKER = "checker/"
RULINGS: Mapping[str, Mapping[str, str]] = {
    "oasdiff": {
        f"{_CHECKER}{name}": reason
        for reason, names in {
            _BOUND: (
                "exclusive_min_max_set_base.yaml",
                "request_body_max_length_set_base.yaml",
                "request_body_max_set_base.yaml",
                "request_parameter_max_length_set_base.yaml",
                "request_property_max_length_set_base.yaml",
                "request_property_max_set_base.yaml",
                "request_parameter_pattern_added_or_changed_revision.yaml",
                "request_property_pattern_added_or_changed_revision.yaml",
            ),
            _NOWHERE: (
                "request_parameter_became_enum_base.yaml",
                "request_parameter_min_increased_base.yaml",
            ),
            _SAME: (
                "contains_min_max_base.yaml",
                "contains_min_max_revision.yaml",
                "request_body_any_of_media_type_base.yaml",
                "request_property_all_of_added_base.yaml",
                "request_property_all_of_annotation_only_added_at_property_base.yaml",
                "request_property_all_of_annotation_only_added_base.yaml",
                "request_property_any_of_ref_inline_enum_base.yaml",
            ),
            _EXTENSION: (
                "request_parameter_extensible_enum_base.yaml",
                "request_property_extensible_enum_base.yaml",
            ),
            _IDLE: (
                "request_parameter_max_items_updated_revision.yaml",
                "request_parameter_max_updated_revision.yaml",
            ),
            _REFUSED: (
                "api_security_added_base.yaml",
                "api_security_global_added_base.yaml",
                "api_security_updated_revision.yaml",
                "request_body_default_value_changed_base.yaml",
                "request_parameter_property_type_changed_base_num.yaml",
                "request_property_added_base.yaml",
                "request_property_discriminator_added_revision.yaml",
                "request_xml_type_compatible_base.yaml",
                "response_xml_type_compatible_base.yaml",
                "sub_schema_added_property_revision.yaml",
            ),
            "what stands in a path is always sent, whatever its default is": (
                "request_parameter_default_value_changed_base_renamed.yaml",
            ),
        }.items()
        for name in names
    }
    | {
        "pattern-base.yaml": _REFUSED,
        "pattern-parameter-base.yaml": _REFUSED,
        "required-properties/anyOf1.yaml": _IDLE,
        "required-properties/write-only-delete-partial-base.yaml": _REFUSED,
        "deprecation/base-beta-stability.yaml": _STABILITY,
        "deprecation/base-invalid-stability.yaml": _STABILITY,
        "deprecation/invalid-stability.yaml": _STABILITY,
        "deprecation/base.yaml -> deprecation/base-invalid-stability.yaml": _STABILITY,
        "deprecation/base.yaml -> deprecation/base-invalid-stability-2.yaml": (
            _STABILITY
        ),
        "deprecation/base.yaml -> deprecation/deprecated-with-invalid-stability.yaml": (
            _STABILITY
        ),
        "deprecation/base.yaml -> deprecation/deprecated-with-invalid-sunset.yaml": (
            _SUNSET
        ),
        "deprecation/deprecated-future.yaml": _SUNSET,
        "deprecation/deprecated-no-sunset.yaml": _SUNSET,
        "deprecation/deprecated-path-no-sunset.yaml": _SUNSET,
        "deprecation/deprecated-with-sunset.yaml": _SUNSET,
        "param-deprecation/base.yaml": _SUNSET,
        "param-deprecation/deprecated-future.yaml": _SUNSET,
        "param-deprecation/deprecated-invalid.yaml": _SUNSET,
        "param-deprecation/deprecated-with-sunset-path.yaml": _SUNSET,
        "param-deprecation/deprecated-with-sunset.yaml": _SUNSET,
    },
    "openapi-diff": {
        "bc_security_scheme_base.yaml -> bc_security_scheme_type_changed.yaml": (
            "the scheme is invalid on both sides, and left out"
        ),
    },
    "confluent": {
        "diff-schema-examples-2020-12 53": "no object has the property, then as now",
        "diff-schema-examples-2020-12 57": "who does without the new name is refused",
        "diff-schema-examples 51": "no object has the property, then as now",
        "diff-schema-examples 55": "who does without the new name is refused",
        "diff-schema-examples 87": "without items there are no additional ones",
        "diff-schema-examples 88": "without items there are no additional ones",
    },
}


def ruling(suite: str, name: str) -> str:
    """Return why a difference is not wrong; nothing if nobody has said so."""
    known = RULINGS.get(suite, {})
    for start, reason in known.items():
        if name == start or name.startswith((f"{start} -> ", f"{start}: ")):
            return reason
    return ""
