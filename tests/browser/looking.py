"""What is looked at on each page: axe, sizes, keyboard, motion, and the browser's complaints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize
from playwright.sync_api import Request as HTTPRequest

MEASURES = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
ZOOMED = ViewportSize(width=320, height=256)  # a window of 1280 by 1024, four times as large
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


@dataclass
class Wrongs:
    """What was found wrong: each sentence with the states in which it was seen."""

    seen: dict[str, list[str]] = field(default_factory=dict)

    def add(self, state: str, sentences: list[str]) -> None:
        for sentence in sentences:
            states = self.seen.setdefault(sentence, [])
            if state not in states:
                states.append(state)

    def join(self, others: Wrongs, where: str) -> None:
        """Take over what was found elsewhere."""
        for sentence, states in others.seen.items():
            for state in states:
                self.add(f"{where}: {state}", [sentence])

    def __len__(self) -> int:
        return sum(len(states) for states in self.seen.values())

    def lines(self) -> Iterator[str]:
        for sentence, states in sorted(self.seen.items()):
            others = f" and {len(states) - 3} more" if len(states) > 3 else ""
            yield f"{sentence}\n    in {', '.join(states[:3])}{others}"


class Looker:
    """One tab of one browser, which every page passes through."""

    def __init__(self, browser: Browser, *, scripts: bool = True) -> None:
        context = browser.new_context(
            viewport=PHONE, java_script_enabled=scripts, reduced_motion="reduce", locale="en-GB"
        )
        self.scripts = scripts
        self.tab = context.new_page()
        self.wrongs = Wrongs()
        self._complaints: list[str] = []
        self.tab.on("console", self._hear)
        self.tab.on("pageerror", lambda error: self._complaints.append(f"script failed: {error}"))
        self.tab.on("requestfailed", self._fail)

    def listen(self, state: str) -> None:
        """Note what the browser has complained of since the last time."""
        self._note(state, "", self._complaints)
        self._complaints.clear()

    def look(self, state: str) -> None:
        """Look at the page in front at every size and in both schemes."""
        tab = self.tab
        self.listen(state)
        tab.evaluate(AXE_SCRIPT)
        tab.evaluate(MEASURES)
        tab.set_viewport_size(PHONE)
        self._note(state, "phone", self._measured("wide", "small", "moving", "unsendable"))
        self._note(state, "light", self._axe(RULES))
        tab.set_viewport_size(ZOOMED)
        self._note(state, "zoomed to 400 %", self._measured("wide", "small"))
        with self.dark():
            self._note(state, "dark, zoomed", self._axe(RULES))
        tab.set_viewport_size(DESK)
        self._note(state, "desk", self._measured("wide", "small"))
        self._note(state, "keyboard", self._by_keyboard())
        self.listen(state)

    @contextmanager
    def dark(self) -> Iterator[None]:
        """The page as it is at night."""
        self.tab.emulate_media(color_scheme="dark")
        yield
        self.tab.emulate_media(color_scheme="light")

    def _note(self, state: str, how: str, sentences: list[str]) -> None:
        self.wrongs.add(state, [f"{how}: {one}" if how else one for one in sentences])

    def _measured(self, *names: str) -> list[str]:
        found = self.tab.evaluate(f"[{', '.join(f'...{name}()' for name in names)}]")
        return [str(one) for one in found]

    def _axe(self, rules: Mapping[str, Any]) -> list[str]:
        found = self.tab.evaluate("rules => axe.run(document, rules)", rules)
        return [
            f"axe {one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]}"
            for one in found["violations"]
        ]

    def _by_keyboard(self) -> list[str]:
        for _ in range(self.tab.evaluate("watchFocus()")):
            self.tab.keyboard.press("Tab")
        return self._measured("focusSeen")

    def _hear(self, message: ConsoleMessage) -> None:
        refused = message.text.startswith("Failed to load resource: the server responded with")
        if message.type == "error" and not (refused and self._is_page(message)):
            self._complaints.append(f"the browser says: {message.text}")

    def _fail(self, request: HTTPRequest) -> None:
        left = request.is_navigation_request() and request.failure == "net::ERR_ABORTED"
        if not left:  # as the answer was lost, which is no fault of the page
            self._complaints.append(f"blocked: {request.url}")

    def _is_page(self, message: ConsoleMessage) -> bool:
        """A refusal is a page of its own (403, 422), and no resource that is missing."""
        return message.location.get("url") == self.tab.url


def shoot(tab: Page, path: Path, size: ViewportSize) -> None:
    """Take a picture of the whole page, without what Tab has left behind."""
    tab.evaluate("document.activeElement.blur()")
    tab.set_viewport_size(size)
    tab.screenshot(path=path, full_page=True, animations="disabled")
