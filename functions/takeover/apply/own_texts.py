"""The charity's own words for what is about to be sent; ours where theirs cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.model.cells import TEXT, Mistake
from takeover.planning.housekeeping import mistake_key
from takeover.ports import World
from takeover.settings import Settings

if TYPE_CHECKING:
    from takeover.wording.own_texts import Ours

SAID = "your own words cannot be used as they are, so ours go out."


@dataclass(frozen=True)
class OwnText:
    """What to say in place of our words, None for ours; and what keeps theirs from being used."""

    text: str | None = None
    mistake: Mistake | None = None


def own_text(world: World, name: str) -> OwnText:
    """The charity's words for `mail/…` or `post/…`, read and looked through now; tells nobody."""
    stored = world.texts.get(name)
    return OwnText() if stored is None else _looked_through(world.settings, name, stored)


def own_texts(world: World, names: Iterable[str]) -> Mapping[str, OwnText]:
    """Several of them, by one query; one that cannot be used is ours, and nobody is told."""
    stored = {str(one.get("weekend")): one for one in world.texts.all()}
    return {
        name: _looked_through(world.settings, name, stored[name]) if name in stored else OwnText()
        for name in names
    }


def tell(world: World, own: OwnText) -> None:
    """Note words that cannot be used: the coordinator hears of them as of a mistake in her list."""
    if own.mistake is not None:
        world.ledger.see(mistake_key(own.mistake), world.clock.now())


def broken_texts(world: World) -> tuple[Mistake, ...]:
    """All words of the charity's that cannot be used."""
    from takeover.wording.own_texts import NAMES  # noqa: PLC0415 -- slow import

    stored = {str(one.get("weekend")): one for one in world.texts.all()}
    read = [_looked_through(world.settings, name, stored[name]) for name in NAMES if name in stored]
    return tuple(one.mistake for one in read if one.mistake is not None)


def ours(settings: Settings) -> Ours:
    """What a text must not give away, and what stands in posts."""
    from takeover.wording.own_texts import Ours  # noqa: PLC0415 -- slow import

    return Ours(settings.charity, settings.condition, settings.account)


def _looked_through(settings: Settings, name: str, stored: Mapping[str, object]) -> OwnText:
    from takeover.wording.findings import grave  # noqa: PLC0415 -- slow import
    from takeover.wording.own_texts import check, tidy_text  # noqa: PLC0415 -- slow import

    raw = stored.get(TEXT)
    if raw is None:
        return OwnText()
    text = tidy_text(raw) if isinstance(raw, str) else ""
    wrong = grave(check(name, text, ours(settings)))
    if not wrong:
        return OwnText(text)
    right = " ".join(one.words for one in wrong[:2])
    return OwnText(mistake=Mistake(name, TEXT, "", right, stops_the_row=False, advice=SAID))
