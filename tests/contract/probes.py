"""All probes: what Schemathesis never sends, one table."""

from tests.contract import probes_http, probes_json, probes_parameters

PROBES = (
    *probes_json.TEXTS,
    *probes_json.VALUES,
    *probes_parameters.QUERIES,
    *probes_parameters.PATHS,
    *probes_parameters.HEADERS,
    *probes_parameters.MEDIA,
    *probes_parameters.METHODS,
    *probes_http.FRAMING,
    *probes_http.SLOW,
)
