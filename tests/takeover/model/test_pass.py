"""The pass: known answers, and what changes it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from takeover.model.calendar import Window
from takeover.model.credentials import (
    csrf_token,
    from_path,
    guest_hmac,
    in_path,
    issue,
    probe_token,
    same,
    session_digest,
)
from takeover.model.turn import Turn

KEY = b"a link key that opens nothing anywhere"
FRIDAY = date(2026, 12, 4)
SALT = "00112233445566778899aabbccddeeff"
TURN = Turn(
    weekend=FRIDAY,
    number=1,
    salt=SALT,
    guest_hmac="",
    window=Window.usual(FRIDAY, ZoneInfo("Europe/London")),
    rehearsal=False,
)


def by_hand(said: str) -> bytes:
    return hmac.new(KEY, said.encode(), hashlib.sha256).digest()


def test_the_link_is_the_first_128_bits_of_an_hmac() -> None:
    expected = by_hand(f"link\x1f2026-12-04#1\x1f{SALT}\x1f1").hex()[:32]
    assert issue(KEY, TURN).path == f"/2026-12-04-1/{expected}"


def test_the_number_is_an_hmac_modulo_ten_thousand_in_four_digits() -> None:
    expected = int(by_hand(f"number\x1f2026-12-04#1\x1f{SALT}\x1f1").hex(), 16) % 10_000
    assert issue(KEY, TURN).number == f"{expected:04d}"


def test_a_small_number_keeps_its_zeros() -> None:
    small = next(
        given
        for generation in range(1, 500)
        if (given := issue(KEY, replace(TURN, generation=generation))).number < "0100"
    )
    assert len(small.number) == 4


@given(st.binary(min_size=1), st.integers(min_value=1, max_value=99), st.binary(min_size=8))
def test_the_number_is_four_digits_whatever_the_key(
    key: bytes, generation: int, salt: bytes
) -> None:
    number = issue(key, replace(TURN, generation=generation, salt=salt.hex())).number
    assert len(number) == 4
    assert set(number) <= set("0123456789")


def test_turn_salt_generation_and_key_each_change_link_and_number() -> None:
    passes = [
        issue(KEY, TURN),
        issue(KEY, replace(TURN, generation=2)),
        issue(KEY, replace(TURN, salt="ff" * 16)),
        issue(KEY, replace(TURN, number=2)),
        issue(b"another key", TURN),
    ]
    assert len({one.mac for one in passes}) == len(passes)
    assert len({one.number for one in passes}) == len(passes)


def test_the_guest_the_window_and_what_happened_do_not_change_it() -> None:
    other = replace(TURN, guest_hmac="00", rehearsal=True, mails=3, wrong_numbers=4)
    assert issue(KEY, other) == issue(KEY, TURN)


def test_link_number_and_probe_have_purposes_of_their_own() -> None:
    given_out = issue(KEY, TURN)
    probe = probe_token(KEY, TURN)
    assert probe == by_hand(f"probe\x1f2026-12-04#1\x1f{SALT}").hex()
    assert not probe.startswith(given_out.mac)
    assert int(given_out.mac, 16) % 10_000 != int(given_out.number)


def test_the_probe_keeps_its_token_when_the_number_is_renewed() -> None:
    assert probe_token(KEY, replace(TURN, generation=3)) == probe_token(KEY, TURN)


def test_the_ledger_keeps_a_digest_and_a_form_another_secret() -> None:
    assert session_digest("token") == hashlib.sha256(b"token").hexdigest()
    assert csrf_token("token") == hmac.new(b"token", b"form", hashlib.sha256).hexdigest()


def test_a_guest_is_the_address_however_it_is_typed() -> None:
    expected = hmac.new(bytes.fromhex(SALT), b"sam@example.org", hashlib.sha256).hexdigest()
    assert guest_hmac(" Sam@Example.ORG ", SALT) == expected
    assert guest_hmac("sam@example.org", "ff" * 16) != expected
    assert guest_hmac("sam2@example.org", SALT) != expected


def test_a_turn_is_named_in_an_address_and_found_again() -> None:
    assert in_path("2026-12-04#12") == "2026-12-04-12"
    assert from_path("2026-12-04-12") == "2026-12-04#12"


@given(st.text(max_size=40))
def test_nothing_in_an_address_can_break_the_reading(segment: str) -> None:
    assert "#" in from_path(segment)


def test_secrets_are_compared_whole() -> None:
    assert same("0042", "0042")
    assert not same("0042", "42")
    assert not same("", "0")
