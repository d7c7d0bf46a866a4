"""The script counts as the server does; it is run by the JavaScript that Playwright brings."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from playwright._impl._driver import compute_driver_executable

from takeover.wording.length import tidy, weighted_length
from takeover.wording.page import render_page, script
from takeover.wording.page_data import (
    ConfirmStop,
    Door,
    Fault,
    Frame,
    NoSuchPage,
    Notice,
    Number,
    SignedOut,
    Trouble,
)
from takeover.wording.threads import MOST_PARTS
from takeover.wording.write_pages import Write

TEXTS = [
    "", "Hello", " Hello \r\n\tthere ", "a\nb", "Zoe\u0308 and Zo\u00eb", "木の下で", "ﾊﾛｰ",
    "\U0001d4d7i", "“Quoted” – and so on …", "€5 & £4", "שלום, מה שלומך?", "ทดสอบ", "x" * 280,
    # Emojis: one sign or several
    "😀", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇬🇧🇩🇪", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣ #️⃣", "❤️ ❤", "☺️ ☺", "©️ ™️ ©", "👁️‍🗨️",
    "🤷‍♀️ so 🤷🏻‍♂️", "🫠", "a😀b😀c", "1 # *",
    # What is a link, and what is not
    "https://example.org/a/very/long/address/that/goes/on?and=on#here", "Shift.ms", "night.So I",
    "So hard.It is", "So hard. It is, e.g. at 5.30pm", "example.org/x.", "(example.org)",
    "http://example.org/a_(b)_c and on", "robin@example.org", "@robin.example.org", "#tag.com",
    "www.example.co.uk/a,b", "example.com中国語", "日本語.jp", "http://日本語.jp/道", "müller.de",
    "a-b.com a_b.com -b.com", "x.example.org:8080/a?b=c", "http://example", "ftp://example.org",
    "http://t.co/abcDEF1234 x", f"https://t.co/{'a' * 41}", f"{'a' * 64}.com", f"{'a' * 63}.com",
    "one.two.three.four.com", "HTTPS://EXAMPLE.ORG", "foo.bar", "e.g.com", "1.2.3.4", "3.5m",
    "look:example.org", "look/example.org", "look.example.org", "$example.org", "\uff20example.org",
    "https://example.org/@robin/1", "example.org?a=b", "http://user:pw@example.org/", "end.",
    "https://example.org/a…", "https://example.org/aŚć", "https://xn--80ak6aa92e.com", "a.xn--p1ai",
    "🙂example.org", "example.org🙂", "a.b.c.d.e.f", "don’t.stop", "one.me/two.so three.it",
    "a." * 40, "example.org, example.com;example.net",
]  # fmt: skip
ROOMS = [
    ("x" * 257, {"over": False, "near": False, "said": "23 letters left."}),
    ("x" * 260, {"over": False, "near": True, "said": "20 letters left."}),
    ("x" * 279, {"over": False, "near": True, "said": "1 letter left."}),
    ("x" * 281, {"over": True, "said": "Too long: 1 letter too many."}),
    ("x" * 1001, {"over": True, "said": "Far too long for one post."}),
]


def asked(call: str, texts: list[str]) -> list[Any]:
    """What a function of the script answers to each text."""
    node, _ = compute_driver_executable()
    program = f"{script()}\nconst texts = {json.dumps(texts)};\n"
    program += f"process.stdout.write(JSON.stringify(texts.map((text) => {call}(text))));"
    ran = subprocess.run([node, "-"], input=program, capture_output=True, text=True, check=True)
    answers: list[Any] = json.loads(ran.stdout)
    return answers


def test_each_text_is_as_long_as_on_the_server() -> None:
    texts = [tidy(text) for text in TEXTS]
    wrong = [
        (text, counted, weighted_length(text))
        for text, counted in zip(texts, asked("weightedLength", texts), strict=True)
        if counted != weighted_length(text)
    ]
    assert wrong == []


@pytest.mark.parametrize("newer", ["🧑🏿\u200d🦽", "🫶🏾"])
def test_emojis_younger_than_the_servers_list_count_at_most_as_much_as_there(newer: str) -> None:
    (counted,) = asked("weightedLength", [newer])
    assert counted < weighted_length(newer)


def test_texts_are_tidied_as_on_the_server() -> None:
    assert asked("tidied", TEXTS) == [tidy(text) for text in TEXTS]


def test_it_says_in_words_how_much_is_left() -> None:
    assert asked("roomIn", [text for text, _ in ROOMS]) == [said for _, said in ROOMS]


@pytest.mark.parametrize("hostile", ["a." * 500, "http://a." + "(" * 900, "a/" * 500, "@" * 1000])
def test_hostile_texts_are_counted_soon(hostile: str) -> None:
    assert len(asked("weightedLength", [hostile] * MOST_PARTS)) == MOST_PARTS


def test_the_script_fetches_nothing_and_writes_no_markup() -> None:
    for way in ("fetch(", "XMLHttp", "innerHTML", "eval(", "import(", "http:", "document.write"):
        assert way not in script()


def test_words_typed_are_forgotten_once_they_are_out_or_somebody_leaves() -> None:
    forgets = {
        notice for notice in Notice if "data-forget" in render_page(Write(notice=notice), Frame())
    }
    assert forgets == {
        Notice.POSTED, Notice.KEPT, Notice.WAITING, Notice.SIGNED_OUT, Notice.ALL_OUT,
    }  # fmt: skip


def test_a_page_that_answers_a_form_has_the_script_that_lets_the_way_back_lead_somewhere() -> None:
    pages = [ConfirmStop(begun=True), Number(day="Friday"), SignedOut(), Trouble(fault=Fault.LATER)]
    assert [page for page in pages if "/page.js?" not in render_page(page, Frame())] == []


def test_whoever_only_looks_at_a_link_is_sent_no_script() -> None:
    assert "/page.js" not in render_page(Door(), Frame()) + render_page(NoSuchPage(), Frame())
