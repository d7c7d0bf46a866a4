"""What the account has said about the guest: a page of its own, as its words have to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desk.answers import Answer, go_home
from desk.asked import Asked
from desk.while_open import while_open
from desk.writing import bar
from takeover.commands import Visit, introducing
from takeover.wording import dates
from takeover.wording.write_pages import Introduction


def _page(asked: Asked, here: Visit) -> Answer:
    world, at = asked.world, introducing.introduced_at(here)
    if at is None:
        return go_home()
    words = introducing.introduction(world, here)
    at_words = dates.moment(at, world.settings.zone)
    return Answer(200, Introduction(bar=bar(world, here), words=words, at=at_words))


PAGES: Mapping[str, Callable[[Asked], Answer]] = {"/introduction": while_open(_page)}
