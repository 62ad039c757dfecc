"""Ordinary requests to a service that is to take them."""

from typing import Any

import httpx2


class PopulationError(Exception):
    """The service refused an ordinary request; the message holds its answer."""


class ServiceClient:
    """Sends requests with the credentials of somebody."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client
        self._authorization = ""

    @property
    def client(self) -> httpx2.Client:
        """What requests are sent with."""
        return self._client

    def authorize(self, authorization: str) -> None:
        """Use the value of an Authorization header, whosever it is."""
        self._authorization = authorization

    @property
    def headers(self) -> dict[str, str]:
        """The credentials of this person."""
        return {"Authorization": self._authorization} if self._authorization else {}

    def call(
        self, method: str, path: str, expected: int, body: object = None, **options: Any
    ) -> Any:
        """Send a request; return the body of its answer.

        Raises:
            PopulationError: no answer, or not with the expected status.
        """
        headers = {**self.headers, **options.pop("headers", {})}
        if body is not None:
            options["json"] = body
        try:
            answer = self._client.request(method, path, headers=headers, **options)
        except (httpx2.TransportError, httpx2.InvalidURL) as error:
            msg = f"No answer from {self._client.base_url}: {error}"
            raise PopulationError(msg) from error
        if answer.status_code != expected:
            msg = (
                f"{method} {path} answered {answer.status_code} instead of {expected}: "
                f"{answer.text[:500]}"
            )
            raise PopulationError(msg)
        return answer.json() if answer.content else None

    def etag(self, path: str) -> str:
        """Return the entity tag of a resource.

        Raises:
            KeyError: the answer has none.
        """
        answer = self._client.get(path, headers=self.headers)
        return str(answer.headers["ETag"])
