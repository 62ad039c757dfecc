"""What the plain members of OpenAPI's objects are: the table behind lenient reading."""

from typing import Any, Final

# Members whose value is data of any kind.
DATA: Final = frozenset({"example", "default", "value", "const", "dataValue"})

# Members that only people read: without them the contract promises the same.
ANNOTATIONS: Final = frozenset(
    {
        *("contact", "deprecated", "description", "email", "externalDocs", "format"),
        *("license",),
        *("name", "summary", "termsOfService", "title", "url", "xml"),
    }
)

# Objects inside objects that have no references: member and kind, * for a map.
PARTS: Final[dict[str, dict[str, str]]] = {
    "document": {"info": "info", "externalDocs": "external docs"},
    "info": {"contact": "contact", "license": "license"},
    "server": {"variables": "server variable*"},
    "operation": {"externalDocs": "external docs"},
    "tag": {"externalDocs": "external docs"},
    "schema": {
        "externalDocs": "external docs",
        "xml": "XML object",
        "discriminator": "discriminator",
    },
    "security scheme": {"flows": "flow*"},
}


def _of(**members: str) -> dict[str, str]:
    """Turn "type: names" around."""
    return {name: kind for kind, names in members.items() for name in names.split()}


MEMBERS: Final[dict[str, dict[str, str]]] = {
    "document": _of(requirements="security"),
    "info": _of(text="title summary description termsOfService version"),
    "contact": _of(text="name url email"),
    "license": _of(text="name url identifier"),
    "external docs": _of(text="description url"),
    "server": _of(text="url description", map="variables"),
    "server variable": _of(text="default description", texts="enum"),
    "tag": _of(text="name description"),
    "path item": _of(text="summary description"),
    "operation": _of(
        text="summary description operationId",
        flag="deprecated",
        texts="tags",
        requirements="security",
    ),
    "parameter": _of(
        text="name in description style",
        flag="required deprecated allowEmptyValue explode allowReserved",
    ),
    "header": _of(
        text="description style",
        flag="required deprecated allowEmptyValue explode allowReserved",
    ),
    "request body": _of(text="description", flag="required"),
    "response": _of(text="description"),
    "encoding": _of(text="contentType style", flag="explode allowReserved"),
    "example": _of(text="summary description externalValue"),
    "link": _of(text="operationId operationRef description"),
    "security scheme": _of(
        text="type description name in scheme bearerFormat openIdConnectUrl"
    ),
    "flow": _of(text="authorizationUrl tokenUrl refreshUrl", map="scopes"),
    "schema": _of(
        text="title description format pattern $comment",
        flag="uniqueItems nullable readOnly writeOnly deprecated",
        number="multipleOf maximum minimum maxLength minLength maxItems minItems "
        "maxProperties minProperties maxContains minContains",
        values="enum",
        discriminator="discriminator",
    ),
    "XML object": _of(text="name namespace prefix", flag="attribute wrapped"),
    "discriminator": _of(text="propertyName"),
}

# The member of an object that a mere text stands for.
STANDS_FOR: Final = {"response": "description", "server": "url", "tag": "name"}

# Members that must be there, and what their absence means.
NEEDED: Final[dict[str, dict[str, Any]]] = {
    "document": {"info": {"title": "", "version": ""}, "paths": {}},
    "info": {"title": "", "version": ""},
    "license": {"name": ""},
    "server": {"url": "/"},
    "operation": {"responses": {}},
    "response": {"description": ""},
    "request body": {"content": {}},
}

# What null means in a map or list of objects: an empty object …
EMPTY: Final[dict[str, Any]] = {
    "schema": {},
    "path item": {},
    "operation": {"responses": {}},
    "media type": {},
    "encoding": {},
    "response": {"description": ""},
}
# … or nothing.
REMOVABLE: Final = frozenset(
    {"example", "link", "callback", "server", "tag", "parameter", "header"}
)
