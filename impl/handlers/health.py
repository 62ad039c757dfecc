"""Health of the process."""

from generated import Context, models
from generated.responses.health import (
    GetLiveness200,
    GetReadiness200,
    GetReadiness503ApplicationHealthJson,
)
from impl.services.health import Readiness, ReadinessCheck

_RETRY_AFTER = 5


class HealthHandler:
    """Implements `HealthPort`."""

    def __init__(self, readiness: ReadinessCheck) -> None:
        self._readiness = readiness

    async def get_liveness(self, context: Context) -> GetLiveness200:  # noqa: ARG002 - the generated port
        """Answer, which is the proof."""
        return GetLiveness200(body=models.Health(status=models.HealthStatus.PASS))

    async def get_readiness(
        self,
        context: Context,  # noqa: ARG002 - the generated port
    ) -> GetReadiness200 | GetReadiness503ApplicationHealthJson:
        """Look at everything that serving takes."""
        found = await self._readiness.check()
        if found.is_ready:
            return GetReadiness200(body=_health(found))
        return GetReadiness503ApplicationHealthJson(
            body=_health(found), retry_after=_RETRY_AFTER
        )


def _health(found: Readiness) -> models.Health:
    checks = models.HealthChecks(
        database=_status(found.database),
        migrations=_status(found.migrations),
        signing_keys=_status(found.signing_keys),
        serving=_status(found.serving),
    )
    return models.Health(status=_status(found.is_ready), checks=checks)


def _status(passed: bool) -> models.HealthStatus:
    return models.HealthStatus.PASS if passed else models.HealthStatus.FAIL
