"""Photos go with their post, once, through the gate each time; and are gone a day after the end."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from takeover import commands
from takeover.commands import Publication, Published, preparing
from takeover.commands.photos import add_photo, photo_of
from takeover.errors import LaterError, NeverError, UnknownOutcomeError
from takeover.gate import Reason
from takeover.model.post import Photo
from tests.story import Story
from tests.takeover.openings import FIVE_MINUTES, signed_in

NAME, WORDS = "0123456789abcdef", "My best friend."


def jpeg(colour: str = "red") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(made, "JPEG")
    return made.getvalue()


def with_photos(*colours: str) -> tuple[Story, str, tuple[Photo, ...]]:
    """Friday evening, with photos added; of each is said what colour it has."""
    story, token = signed_in()
    here = story.visit(token)
    keys = [add_photo(story.world, here, jpeg(colour)) for colour in colours]
    photos = zip(keys, colours, strict=True)
    return story, token, tuple(Photo(key, f"All {colour}") for key, colour in photos)


def post(story: Story, token: str, photos: tuple[Photo, ...], *texts: str) -> Published:
    words = texts or (WORDS,)
    return commands.publish(story.world, story.visit(token), NAME, *words, photos=photos)


def shown(story: Story, text: str = WORDS) -> list[str]:
    """What is said about the photos of this post."""
    channel = story.world.channel
    (found,) = [one for one in channel.published if one.text == text]
    return [channel.photos[photo].alt for photo in channel.shown[found.id]]


def test_photos_go_with_the_post_in_their_order_and_with_their_words() -> None:
    story, token, photos = with_photos("red", "blue", "green", "white")
    assert post(story, token, photos).outcome is Publication.POSTED
    assert shown(story) == ["All red", "All blue", "All green", "All white"]


def test_of_a_thread_they_go_with_the_first_part() -> None:
    story, token, photos = with_photos("red")
    assert post(story, token, photos, WORDS, "More.").out == 2
    assert (shown(story), shown(story, "More.")) == (["All red"], [])


def test_the_same_form_sent_again_posts_and_hands_over_nothing_twice() -> None:
    story, token, photos = with_photos("red")
    post(story, token, photos)
    assert post(story, token, photos).outcome is Publication.ALREADY
    assert len(story.world.channel.photos) == 1


def test_an_attempt_is_one_set_of_photos() -> None:
    story, token, photos = with_photos("red", "blue")
    post(story, token, photos)
    assert post(story, token, photos[:1]).outcome is Publication.NOT_THESE_WORDS


@pytest.mark.parametrize("error", [LaterError("busy"), NeverError("no photo")])
def test_a_photo_that_x_does_not_take_sets_the_words_free(error: Exception) -> None:
    story, token, photos = with_photos("red", "blue")
    story.world.seam.fail("channel.upload", error)
    assert post(story, token, photos).outcome in {Publication.LATER, Publication.REFUSED_BY_X}
    assert post(story, token, photos).outcome is Publication.POSTED
    assert shown(story) == ["All red", "All blue"]


def test_the_gate_is_asked_before_each_single_call_to_x() -> None:
    story, token, photos = with_photos("red", "blue")
    story.world.seam.calls.clear()
    post(story, token, photos)
    wanted = {"ledger.gate_view", "channel.upload", "channel.post"}
    calls = [call for call in story.world.seam.calls if call in wanted]
    gate = "ledger.gate_view"
    assert calls[-6:] == [
        gate, "channel.upload", gate, "channel.upload", gate, "channel.post",
    ]  # fmt: skip


@pytest.mark.parametrize("after", [1, 2])
def test_too_much_between_two_photos_stops_it(after: int) -> None:
    story, token, photos = with_photos("red", "blue")

    def pause(call: str) -> None:
        if call == "channel.upload" and len(story.world.channel.photos) == after:
            story.world.ledger.pause(story.turn().id, story.world.clock.now())

    story.world.seam.after = pause
    said = post(story, token, photos)
    assert said.outcome is Publication.REFUSED_BY_GATE
    assert said.verdict is not None
    assert said.verdict.reason is Reason.PAUSED
    assert WORDS not in story.posts()
    assert len(story.world.channel.photos) == after


def test_photos_that_take_too_long_wait_and_nothing_is_posted() -> None:
    story, token, photos = with_photos("red", "blue")
    story.world.seam.after = lambda call: (
        story.world.clock.advance(seconds=11) if call == "channel.upload" else None
    )
    assert post(story, token, photos).outcome is Publication.LATER
    assert WORDS not in story.posts()
    story.world.seam.after = lambda _: None
    assert post(story, token, photos).outcome is Publication.POSTED


def test_a_key_of_another_turn_is_no_photo() -> None:
    story, token, (photo,) = with_photos("red")
    kept = story.world.photos
    kept.kept = {("2026-11-27#1", key): one for (_, key), one in kept.kept.items()}
    said = post(story, token, (photo,))
    assert (said.outcome, photo_of(story.world, story.visit(token), photo.key)) == (
        Publication.PHOTO_GONE, None,
    )  # fmt: skip
    assert WORDS not in story.posts()


def test_a_bucket_that_does_not_answer_costs_no_words() -> None:
    story, token, photos = with_photos("red")
    story.world.seam.fail("photos.get", LaterError("S3"))
    with pytest.raises(LaterError, match="S3"):
        post(story, token, photos)
    assert f"post-{NAME}" not in story.turn().steps
    assert post(story, token, photos).outcome is Publication.POSTED


def test_a_post_of_which_nobody_is_sure_is_found_with_its_photo() -> None:
    story, token, photos = with_photos("red")
    story.world.seam.fail("channel.post", UnknownOutcomeError("lost"), afterwards=True)
    assert post(story, token, photos).outcome is Publication.UNSURE
    story.pass_until("2026-12-04 18:20", FIVE_MINUTES)
    assert post(story, token, photos).outcome is Publication.ALREADY
    assert story.posts().count(WORDS) == 1


def test_a_photo_needs_a_few_words_with_it() -> None:
    story, token, photos = with_photos("red")
    assert post(story, token, photos, "").outcome is Publication.NOT_THESE_WORDS


def test_in_rehearsal_no_photo_leaves_us() -> None:
    story, token = signed_in(live=False)
    key = add_photo(story.world, story.visit(token), jpeg())
    assert post(story, token, (Photo(key),)).outcome is Publication.POSTED
    assert story.world.channel.photos == {}


def test_words_for_later_go_out_with_their_photos() -> None:
    story, token, photos = with_photos("red")
    world = story.world
    preparing.keep_words(world, story.visit(token), NAME, WORDS, photos=photos)
    preparing.send_later(world, story.visit(token), NAME, world.clock.now() + timedelta(minutes=20))
    story.pass_until("2026-12-04 18:00", FIVE_MINUTES)
    assert shown(story) == ["All red"]


def test_words_for_later_whose_photo_is_gone_wait_for_their_guest() -> None:
    story, token, photos = with_photos("red")
    world = story.world
    preparing.keep_words(world, story.visit(token), NAME, WORDS, photos=photos)
    preparing.send_later(world, story.visit(token), NAME, world.clock.now() + timedelta(minutes=20))
    world.photos.kept.clear()
    story.pass_until("2026-12-04 18:00", FIVE_MINUTES)
    (draft,) = preparing.drafts(world, story.visit(token))
    assert (draft.refused, draft.send_at, draft.photos) == ("photo_gone", None, photos)


def test_a_day_after_the_end_no_photo_is_kept() -> None:
    story, token, photos = with_photos("red", "blue")
    post(story, token, photos)
    story.days_until("2026-12-08 08:50")
    assert len(story.world.photos.kept) == 2
    story.days_until("2026-12-08 10:05")
    assert story.world.photos.kept == {}
    assert story.turn().settled("drop_photos")


def test_photos_that_could_not_be_deleted_are_deleted_by_the_next_run() -> None:
    story, _, _ = with_photos("red")
    story.days_until("2026-12-08 08:50")
    story.world.seam.fail("photos.drop", LaterError("S3"))
    story.days_until("2026-12-08 11:05")
    assert story.world.photos.kept == {}


def test_a_weekend_without_photos_has_no_photos_to_delete() -> None:
    story, _ = signed_in()
    story.days_until("2026-12-09 12:00")
    assert "drop_photos" not in story.turn().steps
    assert "photos.drop" not in story.world.seam.calls
