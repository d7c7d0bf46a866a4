"""Robin, the demonstration's coordinator: opens the list with a number from her mail."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local.browsing import Browser
from local.compressed import COORDINATOR
from local.sample import DemoWeekend
from local.show import Show
from local.stack import LocalStack

NUMBER = re.compile(r"Type this number: (\d{6})\b")


@dataclass(frozen=True)
class Coordinator:
    """Who keeps the list; in the demonstration she only looks."""

    stack: LocalStack
    show: Show
    wait_for: Callable[[Callable[[], object], float, str], object]

    def look_at_the_list(self, demo: DemoWeekend) -> None:
        """Sign in, and read how the weekend stands; raises LookupError if she does not get in."""
        browser = Browser(self.stack.front_url)
        browser.get("/list")
        browser.press("/list/number", address=COORDINATOR)
        number = NUMBER.search(self._mail()["text"])
        if number is None:
            raise LookupError("the mail with the number for the list holds none")
        browser.press("/list/enter", number=number[1])
        page = browser.get(f"/list/{demo.friday}")
        standing = re.search(r'(?s)<p class="standing[^>]*>(.*?)</p>', page.text)
        if page.status != 200 or standing is None:
            raise LookupError(f"the list of weekends did not open: {page.status}")
        words = html.unescape(re.sub(r"<[^>]*>", "", standing[1]))
        self.show.person(f"Robin opens the list of weekends: “{' '.join(words.split())}”")

    def _mail(self) -> dict[str, Any]:
        def arrived() -> list[dict[str, Any]]:
            mails = self.stack.mails()
            return [mail for mail in mails if mail["tags"].get("step") == "list_number"]

        self.wait_for(arrived, 30, "the mail with the number for the list")
        return arrived()[-1]
