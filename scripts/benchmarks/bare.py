"""The bare peer: Starlette, a pool of psycopg connections, SQL by hand.

Nothing is validated on the way out, and on the way in only what the SQL needs. It
remembers verified tokens, as the service does, and makes one round trip per request.
"""

import contextlib
import os
from collections.abc import AsyncIterator
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from impl.security import ids
from impl.security.access_tokens import Claims
from scripts.benchmarks.identity import (
    RememberingVerifier,
    bearer,
    instant,
    pool_size,
)

# Each row says whether the log-in is open and the caller a member, found or not.
_CALLER = """
SELECT
    EXISTS (SELECT FROM sessions WHERE id = %(session)s AND person_id = %(person)s
            AND revoked_at IS NULL AND expires_at > now()) AS open,
    EXISTS (SELECT FROM members WHERE team_id = %(team)s
            AND person_id = %(person)s) AS member
"""
COLUMNS = (
    "id, team_id, name, title, description, created_at, updated_at, visibility, "
    "policy_profile, major_version_for, required_approvals, author_approvals, "
    "signer_role, breaking_change_needs, direct_publishing, verification_required, "
    "verification_days, threads_resolved"
)
_ONE = f"""
SELECT caller.*, api.* FROM ({_CALLER}) AS caller LEFT JOIN LATERAL
    (SELECT {COLUMNS} FROM apis WHERE id = %(api)s AND team_id = %(team)s) AS api
    ON true
"""  # noqa: S608 - constants
_LIST = f"""
SELECT caller.*, api.* FROM ({_CALLER}) AS caller LEFT JOIN LATERAL
    (SELECT {COLUMNS} FROM apis WHERE team_id = %(team)s
     ORDER BY created_at DESC, id DESC LIMIT %(limit)s) AS api
    ON true
"""  # noqa: S608 - constants

verifier = RememberingVerifier.from_environment()
Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Hold the connections open."""
    size = pool_size()
    url = os.environ["DATABASE_URL"]
    options = {"autocommit": True}
    pool: Pool = AsyncConnectionPool(
        url, min_size=size, max_size=size, kwargs=options, open=False
    )
    async with pool:
        app.state.pool = pool
        yield


def unauthenticated() -> Response:
    """Answer somebody who is not logged in."""
    return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})


async def fetch(
    request: Request, claims: Claims, statement: str, **values: object
) -> list[TupleRow]:
    """Run a statement for the caller; the first two columns are about them."""
    values |= {"session": claims.session_id, "person": claims.person_id}
    async with request.app.state.pool.connection() as connection:
        cursor = await connection.execute(statement, values)
        rows: list[TupleRow] = await cursor.fetchall()
    return rows


def written(row: TupleRow) -> dict[str, Any]:
    """Turn columns into what goes out."""
    api = {
        "id": ids.encode(ids.API, row[0]),
        "team_id": ids.encode(ids.TEAM, row[1]),
        "name": row[2],
        "title": row[3],
        "visibility": row[7],
        "policy": {
            "profile": row[8],
            "major_version_for": row[9],
            "approvals": row[10],
            "author_approvals": row[11],
            "signers": row[12],
            "breaking_change_needs": row[13],
            "direct_publishing": row[14],
            "verification": {"required": row[15]},
            "threads_resolved": row[17],
        },
        "created_at": instant(row[5]),
        "updated_at": instant(row[6]),
    }
    if row[4] is not None:
        api["description"] = row[4]
    if row[16] is not None:
        api["policy"]["verification"]["maximum_age_days"] = row[16]
    return api


async def get_api(request: Request) -> Response:
    """Read an API."""
    token = bearer(request.headers.get("authorization"))
    claims = verifier.claims(token) if token else None
    if claims is None:
        return unauthenticated()
    try:
        team = ids.decode(ids.TEAM, request.path_params["team_id"])
        api = ids.decode(ids.API, request.path_params["api_id"])
    except ValueError:
        return Response(status_code=422)
    [row] = await fetch(request, claims, _ONE, team=team, api=api)
    if not row[0]:
        return unauthenticated()
    if not row[1] or row[2] is None:
        return Response(status_code=404)
    return JSONResponse(written(row[2:]))


async def list_apis(request: Request) -> Response:
    """List the APIs of a team."""
    token = bearer(request.headers.get("authorization"))
    claims = verifier.claims(token) if token else None
    if claims is None:
        return unauthenticated()
    try:
        team = ids.decode(ids.TEAM, request.path_params["team_id"])
        limit = min(100, max(1, int(request.query_params.get("limit", "20"))))
    except ValueError:
        return Response(status_code=422)
    rows = await fetch(request, claims, _LIST, team=team, limit=limit)
    if not rows[0][0]:
        return unauthenticated()
    if not rows[0][1]:
        return Response(status_code=404)
    items = [written(row[2:]) for row in rows if row[2] is not None]
    return JSONResponse({"items": items})


app = Starlette(
    routes=[
        Route("/v1/teams/{team_id}/apis", list_apis),
        Route("/v1/teams/{team_id}/apis/{api_id}", get_api),
    ],
    lifespan=lifespan,
)
