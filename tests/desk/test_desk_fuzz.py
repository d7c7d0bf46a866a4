"""Whatever is sent to the guest's forms: a page of ours comes back, and nothing typed is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takeover.commands import preparing
from takeover.wording.length import fits
from takeover.wording.threads import MOST_PARTS
from tests.desk.browser import Browser
from tests.desk.stories import accepted, in_the_weekend, own_posts

PIECES = ["<b>", "</textarea>", "\r\n\r\n", "\n", "{{ 7*7 }}", "%00", "@sam", "Shift.ms",
          "night.So", "\u202e", "\x00", "'", '"', "&amp;", "https://", "x" * 300, "Good. ",
          "word " * 70, "a." * 60, "👩‍👩‍👧‍👦", "\ud7ff", "\u2028"]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
)
ODD = st.one_of(TEXTS, st.sampled_from(["a" * 16, "yes", "add", "join", "split", "change", "post"]))
FIELDS = st.fixed_dictionaries(
    {"text": st.lists(TEXTS, max_size=MOST_PARTS + 2)},
    optional={
        "attempt": ODD, "kept": ODD, "do": ODD, "space": ODD, "meant": st.lists(ODD, max_size=3),
        "day": ODD, "hour": ODD, "minute": ODD, "sure": ODD,
    },
)  # fmt: skip
PATHS = st.sampled_from(
    ["/preview", "/post", "/carry-on", "/practise", "/keep", "/send-at", "/do-not-send",
     "/throw-away"]
)  # fmt: skip
FUZZ = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
STATUSES = {200, 303, 403, 409, 422}
SHOWS_THE_WORDS = {"/preview", "/practise", "/keep", "/post"}


def is_a_page_of_ours(guest: Browser) -> None:
    seen = guest.last
    assert seen.status in STATUSES
    assert seen.cookies == []
    tags = [tag for tag, _ in seen.page.tags]
    assert {"b", "img", "iframe"} & set(tags) == set()
    if seen.status == 303:
        assert seen.headers["Location"].split("?")[0] in {"/", "/kept"}


@given(path=PATHS, fields=FIELDS)
@FUZZ
def test_nothing_that_is_sent_in_the_weekend_breaks_a_page(
    path: str, fields: dict[str, str | list[str]]
) -> None:
    story, guest = in_the_weekend()
    guest.post(path, {"csrf": guest.csrf, **fields})
    is_a_page_of_ours(guest)
    assert [text for text in own_posts(story) if not fits(text)] == []
    if path != "/post":
        assert own_posts(story) == []
    if path in SHOWS_THE_WORDS and guest.last.status != 303:
        shown = [pair[1] for form in guest.last.page.forms for pair in form.pairs]
        said = "".join(shown).replace("\r", "").split()
        for text in fields["text"]:
            assert set(plain(text)) <= set("".join(said))


def plain(text: str) -> str:
    """What a form brings back for sure: not the blanks, not how a letter was put together."""
    return "".join(letter for letter in text if letter.isascii() and letter.isprintable()).replace(
        " ", ""
    )


@given(path=PATHS, fields=FIELDS)
@FUZZ
def test_nothing_that_is_sent_before_the_weekend_is_published(
    path: str, fields: dict[str, str | list[str]]
) -> None:
    story = accepted()
    guest = Browser(story)
    guest.open_link()
    guest.get("/practise")
    guest.post(path, {"csrf": guest.csrf, **fields})
    is_a_page_of_ours(guest)
    assert (story.posts(), story.world.ledger.posts(story.turn().id)) == ([], [])


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
@FUZZ
def test_what_is_kept_comes_back_whole(texts: list[str]) -> None:
    story, guest = in_the_weekend()
    seen = guest.press("Keep it for later", text=texts)
    here = story.visit(guest.jar["__Host-weekend"].partition(".")[2])
    kept = [text for draft in preparing.drafts(story.world, here) for text in draft.texts]
    filled = [text for text in texts if text.strip()]
    assert len(kept) == (len(filled) if seen.status == 200 else 0)
