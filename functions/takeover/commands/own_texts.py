"""The charity's own words for mails and posts: what is kept, changing it, going back to ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from takeover.apply.own_texts import ours
from takeover.commands.team import Member
from takeover.model.calendar import iso
from takeover.model.cells import TEXT
from takeover.ports import World
from takeover.wording.findings import Finding
from takeover.wording.own_texts import built_in, check, tidy_text

DRAFT = "draft/"
"""Before a name: what somebody had typed when they were asked for a new number."""


@dataclass(frozen=True)
class Kept:
    """A text as it stands in the table; `raw` is its words' cell, None where there is none."""

    raw: object = None
    changed_at: str = ""
    changed_by: str = ""

    @property
    def words(self) -> str:
        """The charity's words; empty where there are none, and where they are no text."""
        return tidy_text(self.raw) if isinstance(self.raw, str) else ""


def kept(world: World, name: str) -> Kept:
    """What is kept under this name."""
    return _kept(world.texts.get(name) or {})


def all_kept(world: World) -> dict[str, Kept]:
    """All that is kept, by name, but for drafts."""
    stored = {str(one.get("weekend")): _kept(one) for one in world.texts.all()}
    return {name: one for name, one in stored.items() if not name.startswith(DRAFT)}


def findings(world: World, name: str, words: str) -> tuple[Finding, ...]:
    """What is wrong with these words, for this charity."""
    return check(name, words, ours(world.settings))


def change(world: World, here: Member, name: str, words: str, before: Kept) -> bool:
    """Keep these words, from the next mail on; False if somebody has changed them since `before`.

    Our own words, letter by letter, are kept as none.
    """
    if words == built_in(name):
        done = world.texts.delete(name, before.raw)
    else:
        done = world.texts.put(name, _cells(world, here, words), before.raw)
    if done:
        forget_draft(world, name)
    return done


def back_to_ours(world: World, name: str, before: Kept) -> bool:
    """Delete the charity's words; False if somebody has changed them since `before`."""
    done = world.texts.delete(name, before.raw)
    if done:
        forget_draft(world, name)
    return done


def keep_draft(world: World, here: Member, name: str, words: str) -> None:
    """Keep what was typed, while a new number is on its way; nothing is sent in these words."""
    draft = f"{DRAFT}{name}"
    world.texts.put(draft, _cells(world, here, words), kept(world, draft).raw)


def draft_of(world: World, name: str) -> str:
    """What was typed and not saved yet; empty if nothing was."""
    return kept(world, f"{DRAFT}{name}").words


def forget_draft(world: World, name: str) -> None:
    """Delete what was typed, once it is saved or not wanted."""
    draft = f"{DRAFT}{name}"
    if (there := kept(world, draft)).raw is not None:
        world.texts.delete(draft, there.raw)


def _cells(world: World, here: Member, words: str) -> dict[str, str]:
    return {TEXT: words, "changed_at": iso(world.clock.now()), "changed_by": here.person.first_name}


def _kept(cells: Mapping[str, object]) -> Kept:
    return Kept(cells.get(TEXT), str(cells.get("changed_at", "")), str(cells.get("changed_by", "")))
