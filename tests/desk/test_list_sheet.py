"""The list as a spreadsheet, on its page: out as a file, and in, looked at first."""

from __future__ import annotations

import base64
import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from desk.team import routes, sheet
from takeover.commands import spreadsheet
from takeover.sheets.telling import preview_lines
from tests.desk.browser import ORIGIN, Browser, Seen, event
from tests.desk.list_stories import MONDAY, number_in_mail, signed_in
from tests.memory.world import MemoryWorld
from tests.story import WEEKEND, Story

HEAD = "weekend,status,guest_email,public_name,favourite cake\r\n"
SAMS = "4/12/26,booked,sam@example.org,Bluebell,lemon\r\n"
JOS = "Fri 8th Jan 2027,confirmed,jo@example.org,Jo,\r\n"
A_SATURDAY = "5/12/26,booked,kim@example.org,Kim,\r\n"
TYPE = "multipart/form-data; boundary=----aBoundary"


@pytest.fixture
def story() -> Story:
    """A list with Sam in December, and Vi in February."""
    story = Story(MONDAY)
    story.book()
    story.book(date(2027, 2, 5), guest_name="Vi", guest_email="vi@example.org")
    return story


def send(browser: Browser, path: str, fields: dict[str, str], **files: bytes) -> Seen:
    """Send a form as browsers send one with a file in it."""
    raw = b""
    for name, text in fields.items():
        raw += _part(f'name="{name}"', text.encode())
    for name, content in files.items():
        raw += _part(f'name="{name}"; filename="äh.csv"\r\nContent-Type: text/csv', content)
    raw += b"------aBoundary--\r\n"
    headers = {"content-type": TYPE, "origin": ORIGIN}
    made: dict[str, Any] = event("POST", path, headers, body="x", cookie=browser.cookie)
    browser.last = browser.raw(made | {"body": base64.b64encode(raw).decode()})
    return browser.last


def _part(head: str, held: bytes) -> bytes:
    return f"------aBoundary\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + (
        held + b"\r\n"
    )


def upload(browser: Browser, content: bytes | str) -> Seen:
    """Choose a file and press the button."""
    browser.get("/list/sheet")
    held = content if isinstance(content, bytes) else content.encode()
    return send(browser, "/list/sheet", {"csrf": browser.csrf}, sheet=held)


def press(browser: Browser, label: str, **ticked: str) -> Seen:
    form, button = browser.last.page.form_with(label)
    fields = form.fields | ticked
    if button.name:
        fields[button.name] = button.value
    return send(browser, form.action, fields)


def rows(world: MemoryWorld) -> dict[str, dict[str, object]]:
    return {str(row["weekend"]): dict(row) for row in world.roster.rows(WEEKEND)}


def test_a_file_is_looked_at_and_nothing_is_written(story: Story) -> None:
    before = rows(story.world)
    seen = upload(signed_in(story), HEAD + SAMS + JOS)
    assert seen.status == 200
    for words in (
        (
            "What your file says Nothing is written yet. New in the list: 1 weekend "
            "Friday 8 January 2027: Jo booked, jo@example.org Changed: 1 weekend "
            "Friday 4 December 2026: Sam"
        ),
        "Name people will see: “Sam” → “Bluebell” favourite cake: empty → “lemon”",
        (
            "In the list but not in the file: 1 weekend to come Friday 5 February 2027: Vi "
            "They stay as they are."
        ),
        "In the next 14 days, more than now: ",
    ):
        assert words in seen.text
    assert rows(story.world) == before


def test_the_page_says_just_what_the_command_line_says(story: Story) -> None:
    content = (HEAD + SAMS + JOS + A_SATURDAY).encode()
    seen = upload(signed_in(story), content)
    for line in preview_lines(spreadsheet.prepare(story.world, content).comparison):
        assert line.strip() in seen.text


def test_what_was_shown_is_written(story: Story) -> None:
    browser = signed_in(story)
    upload(browser, HEAD + SAMS + JOS)
    seen = press(browser, "Write it")
    assert "It is written Written: 2 weekends" in seen.text
    written = rows(story.world)
    assert written["2026-12-04"]["public_name"] == "Bluebell"
    assert written["2026-12-04"]["favourite cake"] == "lemon"
    assert written["2026-12-04"]["guest_phone"] == "01632 960001"
    assert written["2027-01-08"]["guest_email"] == "jo@example.org"
    assert written["2027-02-05"]["guest_name"] == "Vi"


def test_a_line_with_a_mistake_is_named_and_left_out_and_all_others_go_in(story: Story) -> None:
    browser = signed_in(story)
    seen = upload(browser, HEAD + A_SATURDAY + JOS)
    assert "A2: Date is “5/12/26”." in seen.text
    assert "Did you mean Friday 4 December 2026? The row is left out." in seen.text
    assert "You can put this right in your file, and choose it once more." in seen.text
    assert seen.text.index("Please look at: 1 cell") < seen.text.index("New in the list")
    press(browser, "Write it")
    assert sorted(rows(story.world)) == ["2026-12-04", "2027-01-08", "2027-02-05"]


def test_deleting_is_ticked_and_then_asked_once_more(story: Story) -> None:
    browser = signed_in(story)
    upload(browser, HEAD + SAMS)
    seen = press(browser, "Write it", delete="yes")
    assert "These are deleted from the list for good." in seen.text
    assert "2027-02-05" in rows(story.world)
    assert rows(story.world)["2026-12-04"]["public_name"] == "Sam"
    seen = press(browser, "Write it, and delete 1 weekend")
    assert "Deleted from the list: 1 weekend Friday 5 February 2027" in seen.text
    assert sorted(rows(story.world)) == ["2026-12-04"]


def test_who_thinks_better_of_it_deletes_none(story: Story) -> None:
    browser = signed_in(story)
    upload(browser, HEAD + SAMS)
    press(browser, "Write it", delete="yes")
    assert "They stay as they are." in press(browser, "Delete none").text
    press(browser, "Write it")
    assert sorted(rows(story.world)) == ["2026-12-04", "2027-02-05"]


def test_nothing_is_deleted_by_a_file_of_which_one_weekend_cannot_be_read(story: Story) -> None:
    browser = signed_in(story)
    seen = upload(browser, HEAD + SAMS + A_SATURDAY)
    assert "so nothing is deleted" in seen.text
    form, _ = seen.page.form_with("Write it")
    send(browser, form.action, form.fields | {"delete": "yes"})
    press(browser, "Write it, and delete 1 weekend")
    assert sorted(rows(story.world)) == ["2026-12-04", "2027-02-05"]


def test_if_the_list_has_changed_since_nothing_is_written_and_it_is_shown_anew(
    story: Story,
) -> None:
    browser = signed_in(story)
    upload(browser, HEAD + SAMS)
    story.book(public_name="Samantha")
    seen = press(browser, "Write it")
    assert (seen.status, seen.reason) == (409, "changed")
    assert "Nothing was saved: the list has been changed since you looked." in seen.text
    assert "Name people will see: “Samantha” → “Bluebell”" in seen.text
    assert rows(story.world)["2026-12-04"]["public_name"] == "Samantha"
    press(browser, "Write it")
    assert rows(story.world)["2026-12-04"]["public_name"] == "Bluebell"


def test_pressing_twice_writes_once(story: Story) -> None:
    browser = signed_in(story)
    page = upload(browser, HEAD + JOS)
    press(browser, "Write it")
    browser.last = page
    assert press(browser, "Write it").status == 409
    assert rows(story.world)["2027-01-08"]["public_name"] == "Jo"


def test_a_file_that_says_what_is_there_has_no_button(story: Story) -> None:
    story.remove(date(2027, 2, 5))
    seen = upload(signed_in(story), "weekend,guest_email\n2026-12-04,sam@example.org\n")
    assert "There is nothing to write." in seen.text
    assert seen.page.buttons() == ["Sign out", "Sign out everywhere"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Please choose a file first."),
        (b" \n", "The file is empty."),
        (b"%PDF-1.7", "This file is no spreadsheet."),
        (b"PK\x03\x04 and no workbook", "workbook"),
        (b"a,b\n" * 900_000, "The file is larger than 3 MB."),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(content: bytes, why: str) -> None:
    seen = upload(signed_in(), content)
    assert (seen.status, why in seen.text) == (422, True)
    assert next(given for _, given in seen.page.tags if given.get("aria-invalid"))["id"] == "sheet"


def test_a_workbook_goes_in_as_well(story: Story) -> None:
    book = openpyxl.Workbook()
    lines = (["Date", "Status", "E-mail", "Name"], [date(2027, 1, 8), "ok", "jo@example.org", "Jo"])
    for line in lines:
        book.worksheets[0].append(line)
    out = io.BytesIO()
    book.save(out)
    browser = signed_in(story)
    upload(browser, out.getvalue())
    press(browser, "Write it")
    assert rows(story.world)["2027-01-08"]["guest_email"] == "jo@example.org"


@pytest.mark.parametrize("file", ["", "!", "AAAA", base64.b64encode(b"%PDF").decode()])
def test_a_file_that_went_bad_on_its_way_back_is_asked_for_again(story: Story, file: str) -> None:
    browser = signed_in(story)
    before = rows(story.world)
    seen = send(browser, "/list/sheet/write", {"csrf": browser.csrf, "file": file, "was": "x"})
    assert seen.status in {409, 422}
    assert rows(story.world) == before


# --- out


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_back_and_changes_nothing(story: Story, ending: str) -> None:
    seen = signed_in(story).get(f"/list/export.{ending}")
    assert seen.status == 200
    assert seen.headers["Content-Disposition"] == f'attachment; filename="weekends.{ending}"'
    assert seen.headers["Cache-Control"] == "no-store"
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    story.world.clock.advance(minutes=2)
    assert (
        "There is nothing to write." in upload(signed_in(story), base64.b64decode(seen.body)).text
    )


@pytest.mark.parametrize("path", ["/list/export.csv", "/list/export.xlsx", "/list/answers.csv"])
def test_nothing_goes_out_without_a_number_typed_just_now(story: Story, path: str) -> None:
    browser = signed_in(story)
    story.world.clock.advance(minutes=20)
    seen = browser.get(path)
    assert (seen.status, seen.reason) == (403, "number_needed")
    assert "sam@example.org" not in seen.body
    browser.press("Send me a number")
    seen = browser.press("Open the list", number=number_in_mail(story))
    assert browser.path in {"/list/sheet", "/list/answers"}
    assert browser.get(path).status == 200


# --- walls


def test_a_large_form_is_read_for_members_only(story: Story) -> None:
    stranger = Browser(story)
    seen = send(stranger, "/list/sheet", {"csrf": "0" * 64}, sheet=b"x" * 4_000_000)
    assert (seen.status, seen.reason) == (403, "signed_out")


def test_a_form_that_is_larger_than_any_file_is_refused(story: Story) -> None:
    browser = signed_in(story)
    seen = send(browser, "/list/sheet", {"csrf": browser.csrf}, sheet=b"x" * 4_400_000)
    assert (seen.status, seen.reason) == (413, "too_long")


@pytest.mark.parametrize("route", sorted(set(routes.FORMS) - {sheet.PLACE, "/list/sheet/write"}))
def test_no_other_form_takes_a_file(story: Story, route: str) -> None:
    browser = signed_in(story)
    path = route.replace("<weekend>", "2026-12-04")
    seen = send(browser, path, {"csrf": browser.csrf}, sheet=b"x")
    assert (seen.status, seen.reason) == (400, "unreadable_form")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"no form at all", b"------aBoundary--\r\n", b"------aBoundary\r\n\r\nx",
        _part('name="csrf"', b"x"), _part('nome="csrf"', b"x") + b"------aBoundary--\r\n",
        _part('name="csrf"', b"\xff") + b"------aBoundary--\r\n",
        _part('name="a"', b"x") * 30 + b"------aBoundary--\r\n",
        _part('name="a"\r\nContent-Type: message/rfc822', b"a: b\r\n\r\nc") + (
            b"------aBoundary--\r\n"
        ),
    ],
)  # fmt: skip
def test_what_no_browser_sends_is_refused(story: Story, body: bytes) -> None:
    browser = signed_in(story)
    headers = {"content-type": TYPE, "origin": ORIGIN}
    made = event("POST", "/list/sheet", headers, body="x", cookie=browser.cookie)
    seen = browser.raw(made | {"body": base64.b64encode(body).decode()})
    assert (seen.status, seen.reason) == (400, "unreadable_form")


def test_what_is_in_a_file_is_only_ever_text(story: Story) -> None:
    seen = upload(signed_in(story), HEAD + '8/1/27,booked,jo@example.org,"<b>Jo</b>",=1+1\r\n')
    assert "<b>" not in seen.body
