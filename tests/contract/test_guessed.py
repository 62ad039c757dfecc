"""The judge of refused passwords."""

import pytest

from tests.contract.guessed import refused_password

WEAK = {"code": "weak_password"}
OWN = "AvqAldrAnAXtAkAAZpALAmAA"


@pytest.mark.parametrize(
    ("body", "problem", "expected"),
    [
        ({"password": "0" * 15}, WEAK, True),
        ({"password": "password12345678"}, WEAK, True),
        ({"email": f"a@{OWN}", "password": OWN}, WEAK, True),
        ({"password": "AAAAaAAAAAAAAAAAAWTAAA"}, WEAK, True),
        ({"password": "0000Q00000000o00000000000000"}, WEAK, True),
        ({"password": OWN}, WEAK, False),
        ({"password": "kestrel violet anchor drum"}, WEAK, False),
        ({"password": "0" * 15}, {"code": "invalid_request"}, False),
        ({"email": "ada@example.com"}, WEAK, False),
        ([], WEAK, False),
    ],
)
def test_only_guessed_passwords_are_refused(
    body: object, problem: object, expected: bool
) -> None:
    assert refused_password(body, "password", problem) == expected
