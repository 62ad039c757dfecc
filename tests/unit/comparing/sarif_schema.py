"""The part of SARIF 2.1.0 that is written, as a schema that allows nothing else.

Section numbers are those of the OASIS standard; what GitHub asks for beyond it is
required here too.
"""

from typing import Any


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


_TEXT = {"type": "string", "minLength": 1}
_LINK = {"type": "string", "format": "uri", "pattern": "^https://"}
_NUMBER = {"type": "integer", "minimum": 1}
# 3.11
_MESSAGE = _object("text", text=_TEXT)
# 3.12, with what GitHub needs to show a place
_MULTIFORMAT = _object("text markdown", text=_TEXT, markdown=_TEXT)
_PHYSICAL = _object(
    "artifactLocation region",
    # 3.4.3: a reference relative to the root of the repository
    artifactLocation=_object(
        "uri",
        uri={
            "type": "string",
            "format": "uri-reference",
            "pattern": "^(?!git:)[A-Za-z0-9_.~%/-]+$",
        },
    ),
    # 3.30
    region=_object(
        "startLine startColumn endLine endColumn",
        startLine=_NUMBER,
        startColumn=_NUMBER,
        endLine=_NUMBER,
        endColumn=_NUMBER,
    ),
)
# 3.28
_LOCATION = _object(
    "physicalLocation logicalLocations",
    physicalLocation=_PHYSICAL,
    logicalLocations={
        "type": "array",
        "uniqueItems": True,
        "items": _object(
            "fullyQualifiedName kind",
            fullyQualifiedName=_TEXT,
            kind={"const": "function"},
        ),
    },
)
_RELATED = _object(
    "id message physicalLocation",
    id={"type": "integer", "minimum": 0},
    message=_MESSAGE,
    physicalLocation=_PHYSICAL,
)
# 3.49
_RULE = _object(
    "id name shortDescription fullDescription helpUri help properties",
    id=_TEXT,
    name=_TEXT,
    shortDescription=_object("text", text={**_TEXT, "maxLength": 1024}),
    fullDescription=_object("text", text={**_TEXT, "maxLength": 1024}),
    helpUri=_LINK,
    help=_MULTIFORMAT,
    properties=_object(
        "tags",
        tags={"type": "array", "uniqueItems": True, "maxItems": 20, "items": _TEXT},
    ),
)
# 3.27
_RESULT = _object(
    "ruleId ruleIndex level message locations relatedLocations partialFingerprints",
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["error", "warning", "note"]},
    message=_MESSAGE,
    locations={"type": "array", "minItems": 1, "maxItems": 1, "items": _LOCATION},
    relatedLocations={"type": "array", "uniqueItems": True, "items": _RELATED},
    partialFingerprints={
        "type": "object",
        "minProperties": 1,
        "additionalProperties": _TEXT,
    },
)
# 3.19
_DRIVER = _object(
    "name version semanticVersion informationUri rules",
    name=_TEXT,
    version=_TEXT,
    semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
    informationUri=_LINK,
    rules={"type": "array", "uniqueItems": True, "items": _RULE},
)
# 3.13 and 3.14
SCHEMA = _object(
    "$schema version runs",
    **{
        "$schema": {"const": "https://json.schemastore.org/sarif-2.1.0.json"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": _object(
                "tool columnKind results",
                tool=_object("driver", driver=_DRIVER),
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                results={"type": "array", "items": _RESULT},
            ),
        },
    },
)
