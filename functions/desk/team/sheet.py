"""The list as a spreadsheet: a file is looked at first, then written; or the list is handed out.

The file is kept nowhere. It goes along with the page that says what it would do, and what that
page says is named: if it would do anything else by then, nothing is written.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from dataclasses import replace

from desk.answers import Answer, HandedOut
from desk.asked import Asked
from desk.team.guard import MemberAct, nothing_done
from desk.team.lines import coming_of
from takeover.commands import spreadsheet
from takeover.commands.spreadsheet import FileKind, Prepared, Written
from takeover.commands.team import Member
from takeover.errors import SheetError
from takeover.model.calendar import local_date
from takeover.planning.editing import state_of
from takeover.sheets.telling import doing_lines, in_words, missing_lines, trouble_lines
from takeover.wording import list_sheet_pages
from takeover.wording.list_sheet_pages import Entry, ListSheet, ListSheetDone, ListSheetLook, Part
from takeover.wording.page_data import Problem

PLACE = "/list/sheet"
FIELD = "sheet"
# It comes back to us in base64 within base64, and a Function URL takes 6 MB.
MOST_MEGABYTES = 3
KINDS = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def page(_asked: Asked, _here: Member) -> Answer:
    """Two ways out, one way in."""
    return Answer(200, ListSheet())


def look_first(asked: Asked, _here: Member) -> Answer:
    """What a file would do; nothing is written."""
    content = asked.form.files.get(FIELD, b"")
    if not content:
        return _once_more(list_sheet_pages.NO_FILE)
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        return _once_more(list_sheet_pages.too_large(MOST_MEGABYTES))
    try:
        prepared = spreadsheet.prepare(asked.world, content)
    except SheetError as error:
        return _once_more(str(error))
    return Answer(200, _shown(asked, content, prepared, delete=False))


def write(asked: Asked, _here: Member) -> Answer:
    """Write what was shown, if a file still does just that; who wants more is shown more first."""
    form, delete = asked.form, asked.form.ticked("delete")
    try:
        content = base64.b64decode(form.text("file"), validate=True)
        prepared = spreadsheet.prepare(asked.world, content, delete=delete)
    except (binascii.Error, SheetError):
        return _once_more(list_sheet_pages.NOT_OUR_FILE)
    if delete != form.ticked("deleting"):
        return Answer(200, _shown(asked, content, prepared, delete=delete))
    if form.text("was") != _state(prepared, delete=delete):
        shown = _shown(asked, content, prepared, delete=delete)
        problem = Problem(list_sheet_pages.CHANGED_MEANWHILE)
        return Answer(409, replace(shown, problems=(problem,)), refused="changed")
    done = list(spreadsheet.write(asked.world, prepared.comparison, delete=delete))
    return Answer(200, _told(done))


def hand_out(kind: FileKind) -> MemberAct:
    """The whole list as a file of this kind."""

    def answer(asked: Asked, here: Member) -> Answer:
        try:
            content = spreadsheet.hand_out(asked.world, kind)
        except SheetError as error:
            return nothing_done(here, str(error), "not_handed_out", 409)
        return Answer(200, file=HandedOut(f"weekends{kind}", KINDS[kind], content))

    return answer


def _once_more(why: str) -> Answer:
    return Answer(422, ListSheet(problems=(Problem(why, FIELD),)))


def _shown(asked: Asked, content: bytes, prepared: Prepared, *, delete: bool) -> ListSheetLook:
    world, comparison = asked.world, prepared.comparison
    today = local_date(world.clock.now(), world.settings.zone)
    return ListSheetLook(
        file=base64.b64encode(content).decode(),
        was=_state(prepared, delete=delete),
        troubles=tuple(_parts(trouble_lines(comparison))),
        parts=tuple(_parts([*doing_lines(comparison), *missing_lines(comparison)])),
        mails=tuple(coming_of(mail, world.settings) for mail in prepared.mails),
        changes=prepared.changes(delete=delete),
        missing=len(comparison.gone),
        left_be=comparison.not_sure if comparison.gone else "",
        deleting=delete,
        rehearsing=world.ledger.look(today).live_since is None,
        coordinator=world.settings.coordinator.first_name,
    )


def _state(prepared: Prepared, *, delete: bool) -> str:
    """A name for all that writing this would do."""
    comparison = prepared.comparison
    said: list[dict[str, object]] = [{"delete": delete}]
    for row in comparison.rows:
        said.append({"kind": row.kind, "weekend": row.weekend, "from": row.moved_from})
        said += [dict(row.cells), dict(row.expected)]
    for gone in (*comparison.gone, *(row.leaves for row in comparison.rows if row.leaves)):
        said += [{"gone": gone.weekend}, dict(gone.expected)]
    return state_of(said)


def _parts(lines: Iterable[str]) -> Iterator[Part]:
    """The sentences as headings, entries and details: as deep as they are indented."""
    part: Part | None = None
    for line in lines:
        words = line.strip()
        depth = (len(line) - len(line.lstrip())) // 2
        if part is None or not depth:
            if part is not None:
                yield part
            part = Part(words)
        elif depth == 1 or not part.entries:
            part = replace(part, entries=(*part.entries, Entry(words)))
        else:
            *before, last = part.entries
            last = replace(last, details=(*last.details, words))
            part = replace(part, entries=(*before, last))
    if part is not None:
        yield part


def _told(done: Iterable[Written]) -> ListSheetDone:
    done = list(done)
    return ListSheetDone(
        written=tuple(in_words(one.weekend) for one in done if not (one.problem or one.deleted)),
        deleted=tuple(in_words(one.weekend) for one in done if one.deleted and not one.problem),
        failed=tuple(Entry(in_words(one.weekend), (one.problem,)) for one in done if one.problem),
    )
