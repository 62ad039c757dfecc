"""The ordinary peer: FastAPI and SQLModel, as tutorials teach it.

A dependency opens a session, another one verifies the token and finds the log-in,
`response_model` filters and validates what goes out.
"""

import os
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, FastAPI, Header, HTTPException, Query
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from impl.database.engine import driver_url
from impl.security import ids
from impl.tables import ApiRow, MemberRow, SessionRow
from scripts.benchmarks.identity import Verifier, bearer, pool_size
from scripts.benchmarks.ordinary_models import ApiPage, ApiRead, read

engine = create_async_engine(
    driver_url(os.environ["DATABASE_URL"]), pool_size=pool_size(), max_overflow=0
)
sessions = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
verifier = Verifier.from_environment()
app = FastAPI()


async def get_session() -> AsyncIterator[AsyncSession]:
    """Open a session for a request."""
    async with sessions() as session:
        yield session


Database = Annotated[AsyncSession, Depends(get_session)]


async def get_current_user(
    session: Database, authorization: Annotated[str | None, Header()] = None
) -> UUID:
    """Return who is calling; 401 for anybody else."""
    token = bearer(authorization)
    claims = verifier.claims(token) if token else None
    if claims is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    statement = select(SessionRow).where(
        SessionRow.id == claims.session_id,
        SessionRow.person_id == claims.person_id,
        col(SessionRow.revoked_at).is_(None),
    )
    if (await session.exec(statement)).first() is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    if claims.person_id is None:
        raise HTTPException(403)
    return claims.person_id


CurrentUser = Annotated[UUID, Depends(get_current_user)]


async def get_team_id(team_id: str, session: Database, person: CurrentUser) -> UUID:
    """Return the id of a team that the caller belongs to; 404 for any other."""
    try:
        team = ids.decode(ids.TEAM, team_id)
    except ValueError as error:
        raise HTTPException(422) from error
    member = await session.get(MemberRow, (team, person))
    if member is None:
        raise HTTPException(404)
    return team


TeamOfCaller = Annotated[UUID, Depends(get_team_id)]


@app.get(
    "/v1/teams/{team_id}/apis/{api_id}",
    response_model=ApiRead,
    response_model_exclude_none=True,
)
async def get_api(api_id: str, team: TeamOfCaller, session: Database) -> ApiRead:
    """Read an API."""
    try:
        wanted = ids.decode(ids.API, api_id)
    except ValueError as error:
        raise HTTPException(422) from error
    statement = select(ApiRow).where(ApiRow.id == wanted, ApiRow.team_id == team)
    api = (await session.exec(statement)).first()
    if api is None:
        raise HTTPException(404)
    return read(api)


@app.get(
    "/v1/teams/{team_id}/apis",
    response_model=ApiPage,
    response_model_exclude_none=True,
)
async def list_apis(
    team: TeamOfCaller,
    session: Database,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> ApiPage:
    """List the APIs of a team."""
    newest = (col(ApiRow.created_at).desc(), col(ApiRow.id).desc())
    statement = (
        select(ApiRow).where(ApiRow.team_id == team).order_by(*newest).limit(limit)
    )
    return ApiPage(items=[read(api) for api in await session.exec(statement)])
