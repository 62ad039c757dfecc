"""Settings of what is told to other systems of operators."""

import importlib.util
from typing import Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

_INSTALL: Final = (
    "needs packages that are no part of a plain installation: "
    ".venv/bin/python -m pip install --require-hashes "
    "-r scripts/requirements/telemetry.txt"
)


class TelemetrySettings(BaseSettings):
    """Where metrics are read, and traces, metrics and errors are sent."""

    metrics_host: str = Field(
        "127.0.0.1", min_length=1, description="address of `/metrics`"
    )
    metrics_port: int | None = Field(
        None, ge=0, le=65535, description="port of `/metrics`; unset for none"
    )
    otlp_endpoint: str = Field(
        "",
        description="OpenTelemetry collector that traces and metrics are sent to by "
        "OTLP over HTTP, such as `http://collector:4318`; `OTEL_*` variables say the "
        "rest; unset for none",
    )
    trace_ratio: float = Field(
        1,
        ge=0,
        le=1,
        description="share of requests that are traced, where who sends them does not "
        "say whether they are",
    )
    sentry_dsn: SecretStr | None = Field(
        None,
        description="where errors are reported to, to Sentry or what speaks its "
        "protocol: their kind and the lines of code, no values; unset for none",
    )

    @field_validator("otlp_endpoint")
    @classmethod
    def _refuse_other_endpoints(cls, endpoint: str) -> str:
        if endpoint and urlsplit(endpoint).scheme not in {"http", "https"}:
            msg = "must start with http:// or https://"
            raise ValueError(msg)
        if endpoint and not is_installed("opentelemetry.exporter.otlp.proto.http"):
            raise ValueError(_INSTALL)
        return endpoint

    @field_validator("sentry_dsn")
    @classmethod
    def _refuse_other_receivers(cls, dsn: SecretStr | None) -> SecretStr | None:
        if dsn is None or not dsn.get_secret_value():
            return None
        parts = urlsplit(dsn.get_secret_value())
        is_whole = parts.username and parts.hostname and parts.path.strip("/")
        if parts.scheme not in {"http", "https"} or not is_whole:
            msg = "is as https://KEY@HOST/PROJECT"
            raise ValueError(msg)
        if not is_installed("sentry_sdk"):
            raise ValueError(_INSTALL)
        return dsn


def is_installed(module: str) -> bool:
    """Tell whether a module can be imported; none of it is."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
