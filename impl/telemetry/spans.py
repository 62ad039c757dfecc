"""Spans and durations of requests, for an OpenTelemetry collector.

Names and attributes follow the semantic conventions of HTTP servers, 1.23 and later.
Nothing that a client chose is in them but the operation, so that none of it holds a
name or a secret.
"""

from collections.abc import Iterable
from contextvars import Token
from dataclasses import dataclass

from opentelemetry import context, trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Span, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from impl.telemetry.statement_spans import StatementSpans
from impl.telemetry.trace_context import trace_of

_PATIENCE = 5_000
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)


@dataclass(frozen=True, slots=True)
class RequestSpan:
    """The span of a request, which what is done meanwhile is a part of.

    Attributes:
        span: the span itself.
        trace_id: of its trace, in hexadecimal.
        before: what was current when it began.
    """

    span: trace.Span
    trace_id: str
    before: Token[Context]


class RequestSpans:
    """Makes a span of each request that is traced, and measures all of them.

    Args:
        endpoint: of the collector, without a path of a signal.
        ratio: the share of requests that are traced, where nobody says so.
        version: of this service.

    Attributes:
        statements: makes spans of what requests ask of the database.
    """

    def __init__(self, endpoint: str, ratio: float, version: str) -> None:
        resource = Resource.create(
            {"service.name": "countersign", "service.version": version}
        )
        root = endpoint.rstrip("/")
        self._traces = TracerProvider(
            resource=resource, sampler=ParentBased(TraceIdRatioBased(ratio))
        )
        exporter = OTLPSpanExporter(endpoint=f"{root}/v1/traces")
        self._traces.add_span_processor(BatchSpanProcessor(exporter))
        reader = PeriodicExportingMetricReader(
            OTLPMetricExporter(endpoint=f"{root}/v1/metrics")
        )
        self._metrics = MeterProvider([reader], resource)
        self._tracer = self._traces.get_tracer("countersign", version)
        self.statements = StatementSpans(self._tracer)
        meter = self._metrics.get_meter("countersign", version)
        self._durations = meter.create_histogram(
            "http.server.request.duration",
            unit="s",
            description="Duration of HTTP server requests.",
            explicit_bucket_boundaries_advisory=_BOUNDS,
        )
        self._active = meter.create_up_down_counter(
            "http.server.active_requests",
            unit="{request}",
            description="Number of active HTTP server requests.",
        )
        self._propagator = TraceContextTextMapPropagator()

    def begin(self, method: str, headers: Iterable[tuple[bytes, bytes]]) -> RequestSpan:
        """Return the span of a request that begins, to be ended by the same task."""
        self._active.add(1)
        parent = Context()
        if trace_of(headers):
            carrier = {
                name.decode("latin-1"): value.decode("latin-1")
                for name, value in headers
                if name in (b"traceparent", b"tracestate")
            }
            parent = self._propagator.extract(carrier)
        span = self._tracer.start_span(method, parent, SpanKind.SERVER)
        before = context.attach(trace.set_span_in_context(span))
        trace_id = trace.format_trace_id(span.get_span_context().trace_id)
        return RequestSpan(span, trace_id, before)

    def end(
        self,
        begun: RequestSpan,
        method: str,
        route: str | None,
        status: int,
        seconds: float,
        **known: str | None,
    ) -> None:
        """End the span of a request; `known` is what else is known, by its name."""
        said: dict[str, str | int] = {"http.request.method": method}
        if status:
            said["http.response.status_code"] = status
        if route:
            said["http.route"] = route
        if not status or status >= 500:
            said["error.type"] = str(status) if status else "disconnected"
        self._active.add(-1)
        self._durations.record(seconds, said)
        context.detach(begun.before)
        span = begun.span
        if isinstance(span, Span):
            span.update_name(f"{method} {route}" if route else method)
            more = {name: it for name, it in known.items() if it is not None}
            span.set_attributes({**said, **more})
            if status >= 500:
                span.set_status(StatusCode.ERROR)
        span.end()

    def close(self) -> None:
        """Send what there is, and stop."""
        self._traces.force_flush(_PATIENCE)
        self._traces.shutdown()
        self._metrics.shutdown(_PATIENCE)
