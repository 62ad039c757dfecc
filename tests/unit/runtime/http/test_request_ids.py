"""Ids of requests: nobody else has them, and nobody can guess them."""

import os
import re

from scripts.codegen.runtime.http.request_ids import new_id


def test_no_two_requests_have_the_same_id() -> None:
    found = [new_id() for _ in range(1000)]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in found)


def test_a_forked_process_has_ids_of_its_own() -> None:
    new_id()  # there are more in store
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, "".join(new_id() for _ in range(100)).encode())
        os._exit(0)
    own = {new_id() for _ in range(100)}
    os.waitpid(child, 0)
    told = os.read(reading, 3200).decode()
    os.close(reading)
    os.close(writing)
    assert len(told) == 3200
    assert not own & {told[n : n + 32] for n in range(0, 3200, 32)}
