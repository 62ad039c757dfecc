"""All probes: what Schemathesis never sends, one table."""

from tests.contract import (
    probes_headers,
    probes_heads,
    probes_http,
    probes_json,
    probes_parameters,
)

PROBES = (
    *probes_json.TEXTS,
    *probes_json.VALUES,
    *probes_parameters.QUERIES,
    *probes_parameters.PATHS,
    *probes_headers.HEADERS,
    *probes_parameters.MEDIA,
    *probes_parameters.METHODS,
    *probes_http.FRAMING,
    *probes_heads.HEADS,
    *probes_http.SLOW,
)
