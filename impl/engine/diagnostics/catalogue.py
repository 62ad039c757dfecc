"""Every fault that the engine can find: stable code, severity, title and mend.

CS10xx text, CS11xx limits, CS12xx structure, CS13xx references, CS14xx operations,
CS15xx security, CS16xx schemas, CS17xx usages, CS18xx merges. A code is never given a
second meaning. A mend may hold named places that the finder of the fault fills in.

An error is a breach of a MUST of the specification that leaves the contract without
a meaning. A slip whose meaning stays plain is a warning.
"""

import json
from dataclasses import dataclass

from impl.engine.diagnostics.diagnostic import Fault, Position, Severity

_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """What is the same for all faults of one code."""

    title: str
    mend: str
    severity: Severity = "error"


def _slip(title: str, mend: str) -> Entry:
    return Entry(title, mend, "warning")


CATALOGUE: dict[str, Entry] = {
    "CS1001": Entry("Not UTF-8 text", "Save the document as UTF-8."),
    "CS1002": _slip(
        "Byte order mark", "Save the document as UTF-8 without a byte order mark."
    ),
    "CS1003": Entry("Not JSON", "Correct the JSON syntax (RFC 8259) at this place."),
    "CS1004": Entry("Not YAML", "Correct the YAML syntax at this place."),
    "CS1005": Entry("Duplicate key", "Keep one of the members and remove the other."),
    "CS1006": Entry("Empty document", "Put an OpenAPI document here."),
    "CS1007": Entry(
        "Not an object", "Make the document an object that starts with 'openapi'."
    ),
    "CS1008": Entry("Unknown OpenAPI version", "{mend}"),
    "CS1009": Entry(
        "Number out of range",
        "Use a finite number that an IEEE 754 double can hold (RFC 8259, 6).",
    ),
    "CS1010": Entry("YAML tag", "Remove the tag; quote the value if it is a string."),
    "CS1011": _slip(
        "YAML merge key", "Write the merged members out: YAML 1.2 has no merge keys."
    ),
    "CS1012": Entry(
        "Bad YAML alias", "Define the anchor before it is used, outside of itself."
    ),
    "CS1013": Entry("Key is not a string", "Use a plain string as the key."),
    "CS1014": Entry(
        "Several YAML documents", "Keep one document and remove the '---' after it."
    ),
    "CS1015": Entry(
        "Control character", "Remove the character, or escape it within quotes."
    ),
    "CS1016": _slip(
        "Version of OpenAPI is not written in full",
        "Write all three numbers, in quotes.",
    ),
    "CS1017": _slip("Repeated member", "Keep one of the two."),
    "CS1101": Entry("Too large", "Make the document smaller than {limit} bytes."),
    "CS1102": Entry("Too deep", "Nest at most {limit} levels; name the inner parts."),
    "CS1103": Entry("Too many values", "Use at most {limit} values in one document."),
    "CS1104": Entry(
        "Aliases expand too far", "Use '$ref' instead of YAML aliases to share parts."
    ),
    "CS1105": Entry(
        "Names too long", "Shorten the keys: a JSON Pointer has at most {limit} signs."
    ),
    "CS1106": Entry(
        "Too many files", "Spread the contract over at most {limit} files."
    ),
    "CS1107": Entry("Bundle too large", "Refer to parts by name instead of copying."),
    "CS1201": Entry("Missing member", "Add the member {name}."),
    "CS1202": _slip("Unknown member", "Remove it, or start its name with 'x-'.{hint}"),
    "CS1203": Entry("Wrong type", "Use {expected} here."),
    "CS1204": Entry("Value not allowed", "Use {expected} here."),
    "CS1205": _slip("Bad format", "Write it as {expected}."),
    "CS1206": _slip("Bad name", "Use a name that matches {expected}."),
    "CS1207": _slip(
        "Members exclude each other", "Keep one of them, as the specification asks."
    ),
    "CS1208": Entry(
        "Not what OpenAPI allows here", "Make it as the specification describes it."
    ),
    "CS1209": _slip(
        "Too many faults", "Mend the faults listed so far and check again."
    ),
    "CS1210": _slip("Member is null", "Remove it, or give it a value."),
    "CS1211": _slip(
        "Value of a neighbouring type",
        "Write it as {expected}.",
    ),
    "CS1212": _slip("Missing member that may be empty", "Add the member {name}."),
    "CS1213": _slip(
        "Unusable annotation", "Write it as the specification describes it."
    ),
    "CS1214": _slip(
        "Fault in a part that only describes",
        "Mend it for the readers of the contract.",
    ),
    "CS1301": Entry(
        "Reference leads nowhere", "Define the target, or correct the reference.{hint}"
    ),
    "CS1302": Entry(
        "Reference to another kind", "Refer to {expected}, or move the target."
    ),
    "CS1303": Entry(
        "Reference never reaches a value",
        "Break the circle: give one of the parts a value of its own.",
    ),
    "CS1304": Entry(
        "Reference out of the document",
        "Make one document of it (scripts/generate --bundle); nothing is fetched.",
    ),
    "CS1305": Entry("Bad reference", "Write it as '#/' and a JSON Pointer (RFC 6901)."),
    "CS1306": Entry("File cannot be read", "Correct the path, or add the file."),
    "CS1307": Entry(
        "Reference to the network", "Save a copy next to the contract and refer to it."
    ),
    "CS1308": Entry(
        "Path item includes itself", "Remove the reference that closes the circle."
    ),
    "CS1309": Entry(
        "Chain of references too long", "Refer to the last part of the chain directly."
    ),
    "CS1310": Entry(
        "Reference not allowed here", "Write the object out in place of the reference."
    ),
    "CS1311": _slip(
        "Member beside a reference",
        "Remove it: OpenAPI ignores what stands beside a '$ref' here.",
    ),
    "CS1312": _slip(
        "Reference to a bare name", "Write the reference as '#/components/…' in full."
    ),
    "CS1313": _slip(
        "Reference to a neighbouring kind", "Refer to an object of the right kind."
    ),
    "CS1314": _slip(
        "Unused reference leads nowhere", "Define the target, or remove the reference."
    ),
    "CS1315": _slip(
        "Reference where none may stand",
        "Write the object out in place of the reference.",
    ),
    "CS1316": _slip(
        "Reference into another file without its name",
        "Write the path of the root document in front of the '#'.",
    ),
    "CS1401": _slip("Duplicate operationId", "Give every operation an id of its own."),
    "CS1402": _slip(
        "Path parameter not declared",
        "Declare a parameter with name {name} and 'in: path'.",
    ),
    "CS1403": _slip(
        "Path parameter not in the path",
        "Put {name} in braces into the path, or remove the parameter.",
    ),
    "CS1404": _slip(
        "Name twice in one path", "Give every template expression a name of its own."
    ),
    "CS1405": _slip(
        "Operation that another one hides",
        "Merge the two: no request can tell them apart.",
    ),
    "CS1406": _slip("Duplicate parameter", "Remove one of the two."),
    "CS1407": _slip("Path parameter not required", "Add 'required: true'."),
    "CS1408": Entry("Bad path template", "Close every brace and name what is inside."),
    "CS1409": _slip(
        "Link leads nowhere", "Name the id of an operation of the document."
    ),
    "CS1410": _slip("Duplicate tag", "Describe every tag once."),
    "CS1411": _slip("Server variable not described", "Describe it under 'variables'."),
    "CS1412": _slip("Default not among the values", "Use one of the values of 'enum'."),
    "CS1413": _slip(
        "Bad response code",
        "Use a code from 100 to 599, a range such as 4XX, or default.",
    ),
    "CS1414": _slip(
        "Response code without quotes", "Write the code in quotes: keys are texts."
    ),
    "CS1415": _slip(
        "Path that no request has",
        "Start it with a slash, and leave query and fragment out.",
    ),
    "CS1416": _slip(
        "Header that OpenAPI describes elsewhere",
        "Remove it: use 'content', 'responses' or 'security' instead.",
    ),
    "CS1417": _slip("No schema", "Add 'schema', with what the value may be."),
    "CS1418": _slip(
        "More than one description of a value",
        "Keep one 'schema', or one entry of 'content'.",
    ),
    "CS1419": _slip("Style not for this place", "Use one of {expected}."),
    "CS1420": _slip("Parameter of Swagger 2.0", "Describe it in 'requestBody'."),
    "CS1421": _slip("No response", "Declare the responses that the operation gives."),
    "CS1422": _slip("Equivalent paths", "Merge the two paths under one template."),
    "CS1501": _slip(
        "Security scheme not declared", "Declare it under components.securitySchemes."
    ),
    "CS1502": _slip(
        "Scopes on a scheme without scopes",
        "Leave the list empty: only oauth2 and openIdConnect have scopes.",
    ),
    "CS1503": _slip("Scope not declared", "Declare the scope in a flow of the scheme."),
    "CS1504": _slip(
        "HTTP authentication as a type",
        "Write 'type: http', and the scheme under 'scheme'.",
    ),
    "CS1505": _slip(
        "Security scheme that nobody can satisfy",
        "Describe the scheme as the specification asks.",
    ),
    "CS1602": _slip("Bad regular expression", "Correct it as ECMA-262 asks."),
    "CS1603": Entry("Schema is endless", "Let the circle pass through a property."),
    "CS1604": _slip("Range is empty", "Swap the two limits."),
    "CS1605": _slip(
        "Discriminator leads nowhere", "Map to a schema under components.schemas."
    ),
    "CS1606": _slip(
        "Unknown schema dialect", "Use JSON Schema 2020-12, which 3.1 implies."
    ),
    "CS1607": _slip("Keyword of another version", "{mend}"),
    "CS1608": _slip(
        "Unknown type", "Use a type of JSON Schema, with 'format' to narrow it."
    ),
    "CS1609": _slip(
        "Schema that requires itself",
        "List the property under 'required' of its object.",
    ),
    "CS1610": _slip("Repeated value", "Remove the repetition."),
    "CS1611": _slip("Empty list", "Remove it, or put something in."),
    "CS1612": _slip("Negative limit", "Remove it, or use a limit from 0."),
    "CS1613": _slip("'nullable' without effect", "Write a type that includes null."),
    "CS1614": _slip(
        "Regular expression of another dialect", "Write it as ECMA-262 asks."
    ),
    "CS1615": _slip("Array without items", "Add 'items'."),
    "CS1616": _slip(
        "Schema that contains itself",
        "Move what the variants share to a schema of its own, and refer to that.",
    ),
    "CS1617": _slip("Keyword among the properties", "Put it beside 'properties'."),
    "CS1618": Entry(
        "Regular expression too large",
        "Repeat less, or bound the length by 'maxLength' instead.",
    ),
    "CS1619": _slip(
        "Regular expression between slashes", "Leave out the slashes, and any flags."
    ),
    "CS1701": Entry("Not a usage of a contract", "{mend}"),
    "CS1702": Entry("Usage of what the contract does not have", "{mend}"),
    "CS1703": Entry("Not a recording of a consumer", "{mend}"),
    "CS1801": Entry(
        "Text does not take a change", "Write this part in plain block style first."
    ),
}


def quote(value: object) -> str:
    """Show a value in a message, cut to a length that people read."""
    text = repr(value) if isinstance(value, str) else json.dumps(value, default=repr)
    if len(text) <= _LONGEST_QUOTE:
        return text
    return f"{text[: _LONGEST_QUOTE - 1]}…"


def fault(
    code: str, pointer: str, position: Position, message: str, **places: object
) -> Fault:
    """Make a fault of the catalogue; ``places`` fill in its mend."""
    entry = CATALOGUE[code]
    return Fault(
        code,
        entry.severity,
        pointer,
        position.line,
        position.column,
        message,
        entry.mend.format(**places),
        position.file,
    )
