"""A service as people write them: FastAPI, SQLModel, and a contract written by hand.

NOTES_BUGS names mistakes, by comma, that it is to make; NOTES_DATABASE its database.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic import Field as Bound
from sqlalchemy import DateTime
from sqlmodel import Field, Session, SQLModel, col, create_engine, select
from starlette.exceptions import HTTPException as Refused
from starlette.routing import Match

BUGS = set(filter(None, os.environ.get("NOTES_BUGS", "").split(",")))
TOKENS = {"ada-has-a-token": "ada", "grace-has-a-token": "grace"}
engine = create_engine(os.environ["NOTES_DATABASE"])


class Note(SQLModel, table=True):
    __tablename__ = "notes"
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    owner: str = Field(index=True)
    title: str
    stars: int | None = None
    mood: str
    urgency: int
    written_at: datetime = Field(
        default_factory=lambda: datetime.now(UTC), sa_type=DateTime(timezone=True)
    )

    def shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"id": str(self.id), "title": self.title}
        shown |= {"mood": self.mood, "urgency": self.urgency}
        if self.stars is not None:
            shown |= {"stars": self.stars}
        return shown | {"written_at": self.written_at.isoformat()}


def _number(value: object) -> object:
    # JSON's 2.0 is an integer; a text or a truth value is none.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    msg = "is no number"
    raise ValueError(msg)


class Draft(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: Annotated[
        str,
        Bound(
            min_length=1,
            max_length=10_000 if "too-long" in BUGS else 40,
            pattern=r"^[^\x00]*$",
        ),
    ]
    stars: Annotated[int, BeforeValidator(_number), Bound(ge=1, le=5)] = 1
    mood: Literal["calm", "in-a-hurry"] = "calm"
    urgency: Annotated[int, BeforeValidator(_number), Bound(ge=1, le=2)] = 1


def problem(status: int, title: str, **headers: str) -> JSONResponse:
    return JSONResponse(
        {"status": status, "title": title},
        status,
        headers,
        media_type="application/problem+json",
    )


def session() -> Iterator[Session]:
    with Session(engine) as opened:
        yield opened


def caller(request: Request) -> str:
    is_read = request.method == "GET"
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or token not in TOKENS:
        if "open-door" in BUGS and request.scope["path"] == "/notes" and is_read:
            return "nobody"
        raise HTTPException(401, "Who are you?", {"WWW-Authenticate": "Bearer"})
    return TOKENS[token]


def strict(request: Request) -> None:
    names = [name for name, _ in request.query_params.multi_items()]
    if len(names) != len(set(names)):
        raise HTTPException(400, "A parameter is repeated.")


app = FastAPI(openapi_url=None, redirect_slashes=False, dependencies=[Depends(strict)])
Opened = Annotated[Session, Depends(session)]
Caller = Annotated[str, Depends(caller)]
SQLModel.metadata.create_all(engine)


@app.middleware("http")
async def encodings(request: Request, proceed: Any) -> Response:
    if "bad-utf8" in BUGS and b"\xff" in await request.body():
        return Response("", 500)
    response: Response = await proceed(request)
    return response


@app.exception_handler(RequestValidationError)
async def invalid(request: Request, error: RequestValidationError) -> Response:
    return problem(422, "The request is not what the contract describes.")


@app.exception_handler(Refused)
async def refused(request: Request, error: Refused) -> Response:
    headers = dict(error.headers or {})
    if error.status_code == 405:
        # The framework names the methods of one route of a path, not of all.
        reached = [
            route
            for route in app.routes
            if route.matches(request.scope)[0] != Match.NONE
        ]
        methods = {name for route in reached for name in getattr(route, "methods", ())}
        headers["allow"] = ", ".join(sorted(methods))
    return problem(error.status_code, str(error.detail), **headers)


@app.get("/notes")
def list_notes(
    owner: Caller,
    opened: Opened,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> JSONResponse:
    if "crash" in BUGS and limit == 100:
        raise HTTPException(500, "Oops.")
    found = select(Note).where(Note.owner == owner)
    newest = opened.exec(found.order_by(col(Note.written_at).desc()).limit(limit))
    return JSONResponse([note.shown() for note in newest])


@app.post("/notes")
def create_note(owner: Caller, opened: Opened, draft: Draft) -> JSONResponse:
    given = draft.model_dump() | {"title": draft.title[:40]}
    note = Note(owner=owner, **given)
    opened.add(note)
    opened.commit()
    location = {} if "no-location" in BUGS else {"Location": f"/notes/{note.id}"}
    return JSONResponse(note.shown(), 201, location)


def _found(owner: str, opened: Session, key: UUID, *, shared: bool = False) -> Note:
    note = opened.get(Note, key)
    if note is None or (note.owner != owner and not shared):
        raise HTTPException(404, "There is no such note.")
    return note


@app.get("/notes/{key}")
def read_note(owner: Caller, opened: Opened, key: UUID) -> JSONResponse:
    shown = _found(owner, opened, key, shared="leak" in BUGS).shown()
    if "incomplete" in BUGS:
        del shown["written_at"]
    return JSONResponse(shown)


@app.delete("/notes/{key}")
def delete_note(owner: Caller, opened: Opened, key: UUID) -> Response:
    opened.delete(_found(owner, opened, key))
    opened.commit()
    return Response(status_code=202 if "undeclared" in BUGS else 204)
