"""Values of parameters, written by an independent encoder and decoded."""

from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import Parameter
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.http.query_and_cookies import parse_cookies, parse_query
from scripts.codegen.runtime.parameters.parameters import Parameters
from tests.unit.runtime.harness import operation

Value = Any
plain = st.text(st.sampled_from("abcXYZ019_-"), min_size=1, max_size=5)
numbers = st.integers(-(2**53), 2**53)


def text_of(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def escaped(value: Value) -> str:
    # An independent encoder: everything that is not unreserved, and full stops too,
    # which separate items of the style label.
    return quote(text_of(value), safe="").replace(".", "%2E")


def decoder(
    schema: Value, location: str, style: str, explode: bool, **changes: Any
) -> Parameters:
    sides: dict[str, Any] = {"location": location, "style": style, **changes}
    parameter = Parameter("p", "p", schema="S", explode=explode, **sides)
    gate = Gate(lambda: {"S": schema})
    return Parameters(operation(parameters=(parameter,)), gate)


def decode(decoder: Parameters, location: str, raw: str) -> Value:
    path = {"p": raw} if location == "path" else {}
    query = parse_query(raw.encode("latin-1") if location == "query" else b"")
    name = {"header": b"p", "cookie": b"cookie"}.get(location)
    headers = Headers([(name, raw.encode("latin-1"))] if name else [])
    return decoder.decode(path, query, headers, parse_cookies(headers))["p"]


INTEGER = {"type": "integer"}
TEXT = {"type": "string"}
OPEN = {"type": "object", "minProperties": 1}
