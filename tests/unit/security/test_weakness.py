"""Which passwords are refused, and that good ones are not."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impl.security.weakness import weakness
from tests.support.client import PASSWORD

EMAIL = "ada.lovelace@analytical-engines.example"
NAME = "Ada King Lovelace"
# Of the kind that Diceware lists have: short, common and unrelated.
WORDS = (  # noqa: SIM905 - a list of a hundred lines is harder to read
    "acorn amber anchor ankle apron arrow aspen attic bacon badge bamboo basil beaver "
    "bishop blanket boulder brick bucket cactus candle canyon carpet cedar cello chalk "
    "cherry clover comet copper coral cotton crayon dagger daisy desert dolphin donkey "
    "dragonfly eagle elbow ember engine falcon feather fiddle flannel fossil garlic "
    "gazelle ginger glacier goblet gravel hammer harbor hazel helmet hornet iceberg "
    "ivory jacket jigsaw juniper kettle kitten ladder lantern lemon lizard lobster "
    "magnet mango marble meadow mitten mosaic needle nettle nutmeg oyster paddle "
    "pebble pelican pepper pigeon plum pocket pretzel pumpkin quartz quilt rabbit "
    "raven ribbon rocket saddle saffron salmon scarf shovel spinach sprocket stapler "
    "teapot thimble thistle timber tractor trumpet tulip turnip umbrella velvet "
    "violin walnut whistle willow wombat yarn zebra zipper"
).split()
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
GUESSED = (
    "111111111111111",
    "aaaaaaaaaaaaaaa",
    " " * 20,
    "!!!!!!!!!!!!!!!!!",
    "123456789012345",
    "0987654321098765",
    "11223344556677889900",
    "aaaaabbbbbccccc",
    "abcdefghijklmno",
    "zyxwvutsrqponml",
    "qwertyuiopasdfg",
    "qwerty123456789",
    "Qwertyuiop12345",
    "1q2w3e4r5t6y7u8i",
    "!QAZ2wsx#EDC4rfv",
    "zxcvbnmasdfghjkl",
    "a1b2c3d4e5f6g7h8",
    "password1234567",
    "Password123456!",
    "PASSWORD-password-1",
    "passwordpassword",
    "pass word pass word",
    "p@ssw0rdp@ssw0rd",
    "P@ssw0rd2024!!!!",
    "drowssapdrowssap",
    "administrator123",
    "Administrator2024!",
    "Welcome2024Welcome!",
    "letmein letmein letmein",
    "princess.princess",
    "iloveyou12345678",
    "monkey123dragon456",
    "michael.jordan23",
    "abcabcabcabcabc",
    "test-test-test-test",
    "thisisapassword1",
    "password1234567".translate(FULL_WIDTH),
    "Passwort-Passwort",
    "countersign12345",
    "Countersign2026!!",
)


@pytest.mark.parametrize("password", GUESSED)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    reason = weakness(password, EMAIL, NAME)
    assert reason is not None
    assert password not in reason


@pytest.mark.parametrize("suffix", ["", "1", "123", "!", "2026!", "2026-11-28"])
@pytest.mark.parametrize("word", ["password", "letmein", "sunshine", "football"])
@pytest.mark.parametrize(
    "form", [str.lower, str.upper, str.title, lambda word: word.replace("o", "0")]
)
def test_decorating_a_common_word_does_not_help(
    word: str, suffix: str, form: type[str]
) -> None:
    for times in (2, 3):
        assert weakness(form(word) * times + suffix, EMAIL, NAME)
        assert weakness("-".join([form(word)] * times) + suffix, EMAIL, NAME)


@pytest.mark.parametrize(
    "password",
    [
        f"my {EMAIL}",
        "ada.lovelace1234",
        "AdaLovelace!2026",
        "lovelace-ada-1815",
        "analytical-engines1",
        "Ada King Lovelace",
        "adakinglovelace!",
    ],
)
def test_what_belongs_to_the_owner_is_refused(password: str) -> None:
    reason = weakness(password, EMAIL, NAME)
    assert reason is not None
    assert "your name or address" in reason
    assert weakness(password, "bob@example.com", "Bob") != reason


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "lamp river stone",
        "zebra cabinet lemon",
        "my dog likes cheese",
        "Donaudampfschiff fährt",
        "我的密码是一个很长的句子而且很难猜",
        "🐴🔋📎🎸🍕🌵🚀🦊🐙🎲🧀🦉🔧🧲🪐",
        "tPk3-qwXz-91Lm-vv0",
        "one \ud800 lone surrogate",
        "000G000:0J0000P00000",
        '\x890`õWOYô7¯"\x0f\x8a\x828\x1d',
        "00000000000000000~\U00072bf5¼c\x9b,÷\x0f\xb8\x1a\x99å\x01)",
    ],
)
def test_good_ones_pass(password: str) -> None:
    assert weakness(password, EMAIL, NAME) is None


@settings(deadline=None)  # how busy this machine is, is not the question
@given(
    st.lists(st.sampled_from(WORDS), min_size=4, max_size=7, unique=True),
    st.sampled_from([" ", "-", ".", "", "_"]),
    st.sampled_from([str.lower, str.title]),
)
def test_passphrases_pass(words: list[str], separator: str, form: type[str]) -> None:
    assert weakness(separator.join(map(form, words)), EMAIL, NAME) is None


def test_three_words_will_do() -> None:
    chosen = random.Random(1)
    for _ in range(200):
        phrase = " ".join(chosen.sample(WORDS, 3))
        assert len(phrase) < 15 or weakness(phrase, EMAIL, NAME) is None, phrase


@settings(deadline=None)  # how busy this machine is, is not the question
@given(st.integers())
def test_what_password_managers_make_passes(seed: int) -> None:
    chosen = random.Random(seed)
    signs = string.ascii_letters + string.digits + "!#$%&*+-./:=?@_"
    assert weakness("".join(chosen.choices(signs, k=20)), EMAIL, NAME) is None


@settings(deadline=None)  # how busy this machine is, is not the question
@given(st.text(min_size=15, max_size=128))
def test_any_text_is_judged(password: str) -> None:
    reason = weakness(password, EMAIL, NAME)
    assert reason is None or reason.startswith("The password is guessed too soon")
