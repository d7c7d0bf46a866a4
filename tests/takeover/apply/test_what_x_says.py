"""What a post says of X: its photos, the gate before each call, each no, and silence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from takeover.apply.publishing import Publication, Published
from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    NotSummonedError,
    OutOfCreditError,
    RefusedError,
    TargetGoneError,
    UnknownOutcomeError,
)
from takeover.gate import Reason, Verdict
from takeover.model.post import Photo
from takeover.model.steps import REVOCATION
from tests.story import local
from tests.takeover.apply.sams_words import (
    AGAIN_AT,
    BLUE,
    RED,
    SAFE,
    TURN,
    at_each,
    posts,
    publish,
    sams,
    told,
)
from tests.takeover.apply.worlds import kept, run

# --- photos


def test_photos_go_along_each_with_its_words() -> None:
    world = sams()
    for photo in (RED, BLUE):
        world.photos.put(TURN, photo.key, SAFE)
    publish(world, "Look!", photos=(RED, BLUE))
    channel = world.channel
    shown = [channel.photos[one].alt for one in channel.shown[channel.published[0].id]]
    assert shown == ["All red", "All blue"]


def test_without_one_of_its_photos_a_post_does_not_go_out() -> None:
    world = sams()
    world.photos.put(TURN, RED.key, SAFE)
    said = publish(world, "Look!", photos=(RED, BLUE))
    assert said == Published(Publication.PHOTO_GONE)
    assert (posts(world), kept(world).steps) == ([], {})


# --- the gate, rehearsals, and what X says


@pytest.mark.parametrize("photos", [(), (RED,)], ids=["words", "a photo"])
def test_the_gate_is_asked_after_x_is_ready_and_its_no_gives_the_words_back(
    photos: tuple[Photo, ...],
) -> None:
    world = sams()
    world.photos.put(TURN, RED.key, SAFE)
    world.seam.after = at_each(
        "channel.ready", lambda _: world.clock.set(local("2026-12-07 09:00"))
    )
    said = publish(world, "One.", photos=photos)
    assert said == Published(Publication.REFUSED_BY_GATE, Verdict(Reason.CLOSED))
    assert (posts(world), world.channel.photos, kept(world).steps) == ([], {}, {})


def test_a_rehearsal_calls_nothing_of_x() -> None:
    world = sams(live=False)
    world.photos.put(TURN, RED.key, SAFE)
    said = publish(world, "One.", "Two.", photos=(RED,))
    assert said == Published(Publication.POSTED, post_id="rehearsal", out=2)
    assert [call for call in world.seam.calls if call.startswith("channel.")] == []


@pytest.mark.parametrize("call", ["channel.ready", "channel.upload", "channel.post"])
@pytest.mark.parametrize(
    ("error", "outcome", "trouble"),
    [
        (LaterError("busy", AGAIN_AT), Publication.LATER, ["trouble-x-later"]),
        (OutOfCreditError("402"), Publication.OUT_OF_CREDIT, ["trouble-x-credit"]),
        (NotAllowedError("401"), Publication.NOT_ALLOWED, ["trouble-x-not_allowed"]),
        (NeverError("duplicate"), Publication.REFUSED_BY_X, []),
        (NotSummonedError("403"), Publication.NOT_SUMMONED, []),
        (TargetGoneError("404"), Publication.TARGET_GONE, []),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_no_of_x_has_its_name_and_gives_the_words_back(
    call: str, error: RefusedError, outcome: Publication, trouble: list[str]
) -> None:
    world = sams()
    world.photos.put(TURN, RED.key, SAFE)
    world.seam.fail(call, error)
    retry_at = AGAIN_AT if outcome is Publication.LATER else None
    assert publish(world, "One.", photos=(RED,)) == Published(outcome, retry_at=retry_at)
    assert (kept(world).steps, told(world)) == ({}, trouble)
    assert publish(world, "One.", photos=(RED,)).outcome is Publication.POSTED
    assert told(world) == []


@pytest.mark.parametrize("error", [LaterError("slow"), UnknownOutcomeError("silent")])
def test_trouble_that_cannot_be_called_over_does_not_unsay_a_post(error: Exception) -> None:
    world = sams()
    world.seam.fail("ledger.unsee", error)
    assert publish(world, "One.").outcome is Publication.POSTED


@pytest.mark.parametrize("error", [LaterError("slow"), UnknownOutcomeError("silent")])
def test_a_post_that_cannot_be_written_down_is_found_on_the_timeline(error: Exception) -> None:
    world = sams()
    theirs = world.channel.somebody_writes("Hello @ourcharity")
    world.seam.fail("ledger.finish", error)
    assert publish(world, "One.", answers=theirs) == Published(Publication.UNSURE)
    world.clock.advance(seconds=timedelta(minutes=3).total_seconds())
    run(world, REVOCATION)
    said = publish(world, "One.", answers=theirs)
    assert said == Published(Publication.ALREADY, post_id=world.channel.published[0].id, out=1)
