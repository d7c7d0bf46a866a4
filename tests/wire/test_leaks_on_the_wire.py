"""The search for leaks hears the wire; what it must find is planted here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.canaries.watch import Watch
from tests.story import SAM
from tests.wire.runtime import EMULATOR, Lambda
from tests.wire.wired import FIVE, Wired

SAID = "guest_email 'sam@example.org' of sam@example.org"


def test_what_a_weekend_plants_is_found_in_the_log(nothing_leaks: Watch, wired: Wired) -> None:
    wired.opened()
    wired.at(FIVE)
    canaries = list(nothing_leaks.canaries.values())
    kinds = {one.what for one in canaries}
    assert {"guest_email", "guest_hmac", "link", "number", "key", "token"} <= kinds
    assert {"consumer_key", "consumer_secret", "access_token", "access_token_secret"} <= kinds
    assert (len(nothing_leaks.mails), len(nothing_leaks.posts)) == (sum(wired.mails.values()), 1)
    for canary in canaries:
        nothing_leaks.logs.append(f"said: {canary.text}")
    found = [leak for leak in nothing_leaks.leaks() if leak.startswith("in the log: ")]
    assert len(found) == len(canaries)
    nothing_leaks.logs.clear()


def test_another_guests_address_is_found_in_a_mail_that_ses_took(
    nothing_leaks: Watch, wired: Wired
) -> None:
    wired.agreed()
    wired.here.put_rows({"weekend": "2027-01-08", "guest_email": "kim@example.org"})
    nothing_leaks.mails[0] = replace(nothing_leaks.mails[0], text="Ask kim@example.org")
    assert [leak.partition(":")[0] for leak in nothing_leaks.leaks()] == [
        f"in the mail booked to {SAM}"
    ]
    nothing_leaks.mails.clear()


@pytest.mark.skipif(not EMULATOR.exists(), reason="there is no .venv-sam with Lambda's emulator")
def test_an_address_is_found_in_what_a_function_wrote(
    nothing_leaks: Watch,
    wired: Wired,  # noqa: ARG001 -- puts the row
    tmp_path: Path,
) -> None:
    with Lambda(tmp_path, "nothing.handler", {}) as function:
        function.log.write_text(f"no answer about {SAM}")
    assert nothing_leaks.leaks() == [f"in the log: {SAID}"]
    nothing_leaks.logs.clear()
