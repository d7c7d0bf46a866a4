"""Whatever is sent to the public form: a page of ours comes back, and what is kept is sound."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from takeover.wording.length import check_name
from takeover.wording.sign_up import is_address
from tests.desk.applicants import FILLED, MONDAY, kept, stranger
from tests.desk.browser import Browser, event
from tests.story import Story

PIECES = ["<b>", "</textarea>", "\r\nBcc: x@y.zz", "\n", "{{", "%00", "=1+1", "@", "evil.com",
          "\u202e", "\x00", "'", '"', "&amp;", "https://", "x" * 600, "2026-12-11", "yes", "no",
          "bluebell@example.org", "0207"]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
)
NAMES = st.sampled_from([*FILLED, "stamp", "website", "csrf", "other"])
STATUSES = {200, 422}


@given(changes=st.dictionaries(NAMES, TEXTS, max_size=4))
@settings(max_examples=150)
def test_nothing_that_is_typed_breaks_the_form_or_gets_round_its_rules(
    changes: dict[str, str],
) -> None:
    story = Story(MONDAY)
    browser = stranger(story)
    browser.get("/sign-up")
    browser.story.world.clock.advance(seconds=10)
    seen = browser.press("Send", **(FILLED | changes))
    assert seen.status in STATUSES
    assert seen.cookies == []
    tags = [tag for tag, _ in seen.page.tags]
    assert tags.count("form") == (seen.status == 422)
    assert {"script", "b", "img"} & set(tags) == set()
    entries = kept(story)
    assert len(entries) == (seen.status == 200)
    for entry in entries:
        assert is_address(str(entry["guest_email"]))
        assert check_name(str(entry["public_name"])) == []
        assert len(str(entry["why"])) <= 500
        cells = "".join(str(cell) for cell in entry.values())
        assert not set(cells) & set("\r\n\x00")


@given(body=st.text(st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=80)
def test_a_body_that_is_no_form_keeps_nothing(body: str) -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    seen = browser.send("POST", "/sign-up", body, origin="https://desk.example.org")
    assert seen.status in {400, 422}
    assert kept(story) == []


@given(wished=st.text(st.characters(codec="utf-8"), max_size=40))
@settings(max_examples=60)
def test_what_stands_in_the_address_never_stands_on_the_page(wished: str) -> None:
    browser = stranger()
    plain = browser.get("/sign-up").body
    made = browser.raw(_event_with(wished))
    assert made.body == plain


def _event_with(wished: str) -> dict[str, object]:
    made = event("GET", "/sign-up", {})
    made["queryStringParameters"] = {"weekend": f"x{wished}"}
    return made
