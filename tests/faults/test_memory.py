"""What large documents took is given back."""

import httpx2
import psutil

from scripts.proving.people import PersonClient
from scripts.proving.service import Service

_SIZE = 8_000_000
_DOCUMENTS = 4
# Less than half of the documents, with room for what else the service begins meanwhile.
_MOST_KEPT = 2 * _SIZE


def document(number: int) -> bytes:
    head = '{"openapi": "3.1.0", "paths": {}, "info": {"title": "Large", '
    name = f'"version": "{number}.0.0", "description": "'
    return (head + name + "x" * _SIZE + '"}}').encode()


def work(client: httpx2.Client, api: str, first: int) -> None:
    path = f"{api}/versions"
    for number in range(first, first + _DOCUMENTS):
        body = document(number)
        headers = {"Idempotency-Key": f"document-{number}"}
        client.post(path, content=body, headers=headers).raise_for_status()
        kept = client.get(f"{path}/{number}.0.0/document").raise_for_status()
        assert kept.content == body
    new = document(first + _DOCUMENTS)
    client.post(f"{path}/{first}.0.0/comparisons", content=new).raise_for_status()
    pair = {"base": f"{first}.0.0", "revision": f"{first + 1}.0.0"}
    client.post(f"{api}/comparisons", json=pair).raise_for_status()


def test_large_documents_leave_nothing_in_memory(
    service: Service, ada: PersonClient
) -> None:
    owned = ada.belongings
    api = f"/v1/teams/{owned.team_ids[0]}/apis/{owned.api_ids[0]}"
    headers = {**ada.headers, "Content-Type": "application/json"}
    process = psutil.Process(service.process.pid)
    with httpx2.Client(base_url=service.url, headers=headers, timeout=60) as client:
        # What is loaded when it is first needed, or meanwhile, is there then.
        work(client, api, first=100)
        before = process.memory_info().rss
        work(client, api, first=200)
        after = process.memory_info().rss

    assert after - before < _MOST_KEPT
