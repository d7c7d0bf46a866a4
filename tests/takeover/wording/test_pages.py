"""Every page in every state: well made, in words that people know, and safe with what was typed."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from takeover.wording import (
    change_pages,
    conversation_pages,
    device_pages,
    kept_pages,
    list_away_pages,
    list_edit_pages,
    list_live_pages,
    list_mail_pages,
    list_pages,
    list_post_pages,
    list_report_pages,
    list_review_pages,
    list_sheet_pages,
    list_text_pages,
    list_waiting_pages,
    pause_pages,
    phone_pages,
    photo_pages,
    public_data,
    write_pages,
)
from takeover.wording import page_data as pages
from takeover.wording.page import LAST_RESORT, render_page, script_version, stylesheet
from tests.desk.html import SeenPage
from tests.takeover.wording.page_samples import FRAME, FRAMES, PAGES

NEVER_SHOWN = """your pass|a pass|passphrase|desk|sweep|step|ledger|gate|claim|row|window|roster|
takeover id|curator|host|revoke|revocation|handover|credentials?|authenticate|token|session|
publish|draft|weighted|timeline|utc|null|error|invalid|failed|forbidden""".replace("\n", "")
NEVER_IN_A_TITLE = (
    r"sclerosis|\bms\b|charity|takeover|account|credential|password|verify|code|illness|health"
)
HOSTILE = "<script>alert(1)</script>\"'><b>&amp; {{ 7*7 }}"

MODULES = (
    pages, change_pages, device_pages, conversation_pages, public_data,
    list_pages, list_away_pages, list_edit_pages, list_mail_pages,
    list_sheet_pages, list_report_pages, list_waiting_pages, list_live_pages,
    pause_pages, phone_pages, photo_pages, list_text_pages, list_post_pages, write_pages,
    kept_pages, list_review_pages,
)  # fmt: skip
# Of her own spreadsheet one cannot speak without its rows.
OF_A_FILE = re.compile(r"\brows?\b|\bWindows-1252\b")

# Of this very site, and of no other.
OURS = re.compile(r"/(?![/\\]).*")
PHOTO = re.compile(r"(/list/2026-12-04)?/photo/[0-9a-f]{32}")
OUR_SCRIPT = f'<script src="/page.js?{script_version()}" defer></script>'

every_page = pytest.mark.parametrize("name", sorted(PAGES))


@every_page
def test_a_page_is_well_made(name: str) -> None:
    for frame in FRAMES:
        html = render_page(PAGES[name], frame)
        seen = SeenPage(html)
        tags = [tag for tag, _ in seen.tags]
        assert tags.count("h1") == tags.count("main") == 1
        assert seen.tags[0] == ("html", {"lang": "en-GB"})
        assert {"style", "iframe", "object"} & set(tags) == set()
        assert re.findall("<script[^>]*>.*?</script>", html) in ([], [OUR_SCRIPT])
        named = {name for _, given in seen.tags for name in given}
        assert [name for name in named if name == "style" or name.startswith("on")] == []
        shown = [given for tag, given in seen.tags if tag == "img"]
        assert all(PHOTO.fullmatch(one["src"]) and one["alt"] for one in shown)
        assert [form.action for form in seen.forms if not OURS.fullmatch(form.action or "/")] == []
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert all(1 < after <= before + 1 for before, after in pairwise(levels))


@every_page
def test_every_field_has_a_label_and_every_link_within_a_page_its_goal(name: str) -> None:
    seen = SeenPage(render_page(PAGES[name], FRAME))
    ids = [given["id"] for _, given in seen.tags if "id" in given]
    assert len(ids) == len(set(ids))
    labels = {given["for"] for tag, given in seen.tags if tag == "label"}
    typed = [
        given
        for tag, given in seen.tags
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden"
    ]
    assert [given for given in typed if given.get("id") not in labels] == []
    goals = [given["href"][1:] for _, given in seen.tags if given.get("href", "").startswith("#")]
    goals += [one for _, given in seen.tags for one in given.get("aria-describedby", "").split()]
    assert sorted(set(goals) - set(ids)) == []


@every_page
def test_every_form_is_a_post_with_its_own_secret(name: str) -> None:
    for form in SeenPage(render_page(PAGES[name], FRAME)).forms:
        assert form.method == "post"
        public = (
            name == "door" or name.startswith(("helped", "pause-button")) or "stamp" in form.fields
        )
        assert public or form.fields["csrf"] == FRAME.csrf


@every_page
def test_no_page_holds_a_word_that_people_must_never_see(name: str) -> None:
    for frame in FRAMES:
        html = re.sub(r" (?:rows|aria-invalid)=", " ", render_page(PAGES[name], frame))
        html = OF_A_FILE.sub("", html) if name.startswith("list-sheet") else html
        assert re.findall(rf"\b(?:{NEVER_SHOWN})s?\b", html, re.IGNORECASE) == []


@every_page
def test_no_title_tells_what_the_weekend_is(name: str) -> None:
    title = SeenPage(render_page(PAGES[name], FRAME)).title
    assert title
    assert re.findall(NEVER_IN_A_TITLE, title, re.IGNORECASE) == []


def test_the_last_resort_is_a_page_as_well() -> None:
    assert SeenPage(LAST_RESORT.replace('<meta charset="utf-8">', "")).title
    assert re.findall(rf"\b(?:{NEVER_SHOWN})\b", LAST_RESORT, re.IGNORECASE) == []


@every_page
def test_what_somebody_typed_is_only_ever_text(name: str) -> None:
    page = _hostile(PAGES[name])
    html = render_page(page, replace(FRAME, charity=HOSTILE, from_name=HOSTILE, phone=HOSTILE))
    assert "<script" not in html.replace(OUR_SCRIPT, "")
    assert "<b>" not in html
    assert "49" not in html
    attributes = {name for _, given in SeenPage(html).tags for name in given}
    assert attributes <= KNOWN_ATTRIBUTES


def test_every_kind_of_page_is_among_the_samples() -> None:
    kinds = {
        kind
        for module in MODULES
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, pages.Page) and kind.__module__ == module.__name__
    }
    assert {type(page) for page in PAGES.values()} == kinds - {
        pages.Page, list_pages.ListPage, write_pages.WordsPage,
    }  # fmt: skip


def test_no_module_of_samples_is_forgotten_here() -> None:
    found: set[str] = set()
    for file in Path(__file__).parent.glob("*_samples.py"):
        found |= set(import_module(f"tests.takeover.wording.{file.stem}").PAGES)
    assert found == set(PAGES)


def test_words_that_went_nowhere_come_back_letter_by_letter() -> None:
    words = "\nOne\n\n  two </textarea> & three"
    page = replace(PAGES["signed-out"], kept_words=words)
    html = render_page(page, FRAME)
    (kept,) = re.findall(r'(?s)<textarea id="kept".*?>\n(.*?)</textarea>', html)
    assert kept == "\nOne\n\n  two &lt;/textarea&gt; &amp; three"


def test_the_style_sheet_fetches_nothing() -> None:
    assert re.findall(r"url\(|@import|https?:", stylesheet()) == []


# fmt: off
KNOWN_ATTRIBUTES = {
    "lang", "charset", "name", "content", "rel", "href", "class", "method", "action", "type",
    "value", "id", "for", "role", "tabindex", "rows", "readonly", "autocomplete", "inputmode",
    "checked", "open", "selected", "novalidate", "aria-hidden", "aria-label",
    "aria-describedby", "aria-invalid", "dir", "formaction", "enctype", "accept",
    "data-letters", "data-words", "data-forget", "data-photo", "src", "defer", "alt", "maxlength",
    "data-look", "data-out", "data-sends", "data-photos", "data-already", "hidden", "label",
    "aria-current",
}
# fmt: on


def _hostile(thing: Any) -> Any:
    """The same page with every word of it typed by somebody who means harm."""
    if isinstance(thing, str) and type(thing) is str:
        return HOSTILE
    if isinstance(thing, tuple):
        return tuple(_hostile(one) for one in thing)
    if isinstance(thing, dict):
        return dict.fromkeys(thing, HOSTILE)
    if is_dataclass(thing) and not isinstance(thing, type):
        if type(thing) is pages.Problem:
            return pages.Problem(HOSTILE, thing.field)
        kept = {"id", "default", "choices"}
        changes = {
            one.name: _hostile(getattr(thing, one.name))
            for one in fields(thing)
            if one.init and one.name not in kept
        }
        return replace(thing, **changes)
    return thing
