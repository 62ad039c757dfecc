"""Every fault that the engine can find: stable code, severity, title and mend.

CS10xx text, CS11xx limits, CS12xx structure, CS13xx references, CS14xx operations,
CS15xx security, CS16xx schemas. A code is never given a second meaning. A mend may
hold named places that the finder of the fault fills in.

An error is a breach of a MUST of the specification that leaves the contract without
a meaning. A slip whose meaning stays plain is a warning.
"""

import json
from dataclasses import dataclass

from impl.engine.faults import Fault, Position, Severity

_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """What is the same for all faults of one code."""

    title: str
    mend: str
    severity: Severity = "error"


CATALOGUE: dict[str, Entry] = {
    "CS1001": Entry("Not UTF-8 text", "Save the document as UTF-8."),
    "CS1002": Entry(
        "Byte order mark", "Save the document as UTF-8 without a byte order mark."
    ),
    "CS1003": Entry("Not JSON", "Correct the JSON syntax (RFC 8259) at this place."),
    "CS1004": Entry("Not YAML", "Correct the YAML syntax at this place."),
    "CS1005": Entry("Duplicate key", "Keep one of the members and remove the other."),
    "CS1006": Entry("Empty document", "Put an OpenAPI document here."),
    "CS1007": Entry(
        "Not an object", "Make the document an object that starts with 'openapi'."
    ),
    "CS1008": Entry(
        "Unknown OpenAPI version",
        "Set 'openapi' to a string such as \"3.1.0\"; 3.0, 3.1 and 3.2 are read.",
    ),
    "CS1009": Entry(
        "Number out of range",
        "Use a finite number that an IEEE 754 double can hold (RFC 8259, 6).",
    ),
    "CS1010": Entry("YAML tag", "Remove the tag; quote the value if it is a string."),
    "CS1011": Entry("YAML merge key", "Write the merged members out."),
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
    "CS1202": Entry("Unknown member", "Remove it, or start its name with 'x-'.{hint}"),
    "CS1203": Entry("Wrong type", "Use {expected} here."),
    "CS1204": Entry("Value not allowed", "Use {expected} here."),
    "CS1205": Entry("Bad format", "Write it as {expected}.", "warning"),
    "CS1206": Entry("Bad name", "Use a name that matches {expected}."),
    "CS1207": Entry(
        "Members exclude each other", "Keep one of them, as the specification asks."
    ),
    "CS1208": Entry(
        "Not what OpenAPI allows here", "Make it as the specification describes it."
    ),
    "CS1209": Entry(
        "Too many faults", "Mend the faults listed so far and check again.", "warning"
    ),
    "CS1301": Entry(
        "Reference leads nowhere", "Define the target, or correct the reference."
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
        "Bundle the contract into one self-contained document; nothing is fetched.",
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
    "CS1311": Entry(
        "Member beside a reference",
        "Remove it: OpenAPI ignores what stands beside a '$ref' here.",
        "warning",
    ),
    "CS1401": Entry("Duplicate operationId", "Give every operation an id of its own."),
    "CS1402": Entry(
        "Path parameter not declared",
        "Declare a parameter with name {name} and 'in: path'.",
    ),
    "CS1403": Entry(
        "Path parameter not in the path",
        "Put {name} in braces into the path, or remove the parameter.",
    ),
    "CS1404": Entry(
        "Name twice in one path", "Give every template expression a name of its own."
    ),
    "CS1405": Entry(
        "Equivalent paths", "Merge the two paths: no request can tell them apart."
    ),
    "CS1406": Entry("Duplicate parameter", "Remove one of the two."),
    "CS1407": Entry("Path parameter not required", "Add 'required: true'."),
    "CS1408": Entry("Bad path template", "Close every brace and name what is inside."),
    "CS1409": Entry(
        "Link leads nowhere", "Name the id of an operation of the document.", "warning"
    ),
    "CS1410": Entry("Duplicate tag", "Describe every tag once."),
    "CS1411": Entry(
        "Server variable not described", "Describe it under 'variables'.", "warning"
    ),
    "CS1412": Entry("Default not among the values", "Use one of the values of 'enum'."),
    "CS1413": Entry(
        "Bad response code",
        "Use a code from 100 to 599, a range such as 4XX, or default.",
    ),
    "CS1501": Entry(
        "Security scheme not declared", "Declare it under components.securitySchemes."
    ),
    "CS1502": Entry(
        "Scopes on a scheme without scopes",
        "Leave the list empty: only oauth2 and openIdConnect have scopes.",
        "warning",
    ),
    "CS1503": Entry(
        "Scope not declared", "Declare the scope in a flow of the scheme.", "warning"
    ),
    "CS1602": Entry("Bad regular expression", "Correct it as ECMA-262 asks."),
    "CS1603": Entry("Schema is endless", "Let the circle pass through a property."),
    "CS1604": Entry("Range is empty", "Swap the two limits.", "warning"),
    "CS1605": Entry(
        "Discriminator leads nowhere", "Map to a schema under components.schemas."
    ),
    "CS1606": Entry(
        "Unknown schema dialect",
        "Use JSON Schema 2020-12, which 3.1 implies.",
        "warning",
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
