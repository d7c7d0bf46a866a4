"""A quarter in sentences for the trustees: counts as "x of y people", never a percentage."""

from __future__ import annotations

from collections.abc import Iterator

from takeover.model.quarter import Counts, Quarter, Share
from takeover.wording.words import counted

_MONTHS = ("January to March", "April to June", "July to September", "October to December")


def quarter_title(quarter: Quarter) -> str:
    """Name a quarter: "October to December 2026"."""
    return f"{_MONTHS[quarter.number - 1]} {quarter.year}"


def share(part: Share) -> str:
    """Say a share as people count it: "7 of 9 people"."""
    return f"{part.count} of {part.of} {'person' if part.of == 1 else 'people'}"


def quarter_sentences(counts: Counts) -> tuple[str, ...]:
    """Tell a quarter; what nobody was asked or nothing was due for is left out."""
    return tuple(_sentences(counts))


def _sentences(counts: Counts) -> Iterator[str]:
    yield _weekends(counts)
    if counts.with_guest:
        yield _came_back(counts)
        yield (
            f"Stopped early: {counts.stopped_by_guest} by the guest, {counts.stopped_by_us} by us."
        )
        yield " ".join(_people(counts))
        yield f"Posts: {counts.posts}. Taken down again: {counts.taken_down}."
    if counts.deleted.of:
        deleted = counts.deleted
        yield f"Personal details deleted on time: {deleted.count} of {deleted.of}."
    if counts.asked_to_be_forgotten:
        yield f"Asked to be forgotten before that: {counts.asked_to_be_forgotten}."


def _weekends(counts: Counts) -> str:
    unnamed = f" ({counts.unnamed} unnamed)" if counts.unnamed else ""
    empty = counts.weekends - counts.with_guest - counts.breaks
    return (
        f"{counted(counts.weekends, 'weekend')}: {counts.with_guest} with a guest{unnamed}, "
        f"{counted(counts.breaks, 'break')}, {empty} with no guest."
    )


def _came_back(counts: Counts) -> str:
    said = f"The account came back on time: {counts.on_time} of {counts.with_guest}"
    if counts.checked == counts.with_guest:
        return f"{said}, each one checked."
    return f"{said}. Checked: {counts.checked} of {counts.with_guest}."


def _people(counts: Counts) -> Iterator[str]:
    yield f"People: {counts.answered} answered."
    if counts.good.of:
        yield f"Called it good or very good: {share(counts.good)}."
    if counts.less_alone.of:
        yield f"Less alone: {share(counts.less_alone)}."
    if counts.asked_for_contact:
        yield f"Asked us to get in touch: {counts.asked_for_contact}."
