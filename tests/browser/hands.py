"""Somebody without a mouse: Tab, letters, Space and Enter are all they have.

A label is the whole of it, or its beginning and "…".
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page

MOST_STOPS = 150
MOST_WAITS = 50
# What the thing with the focus is called: its label, or its own words.
NAME = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return "";
    const words = one.labels?.length ? one.labels[0].textContent : one.textContent;
    return words.trim().replace(/\\s+/g, " ");
}"""


class LostError(AssertionError):
    """Somebody could not go on."""


class Hands:
    """One person at one browser; `look` gets each page that they come to."""

    def __init__(self, tab: Page, address: str, look: Callable[[str], None]) -> None:
        self._tab, self._address, self._look = tab, address, look
        self.seen = 0
        self.journey = ""
        self.scripts = True

    @property
    def heading(self) -> str:
        return self._tab.locator("h1").inner_text()

    @property
    def words(self) -> str:
        return " ".join(self._tab.locator("body").inner_text().split())

    def go(self, path: str) -> None:
        """Open an address, as from a mail."""
        self._tab.goto(self._address + path)
        self._arrive()

    def press(self, label: str) -> None:
        """Go to a button or a link by Tab, press Enter, and arrive somewhere."""
        self._reach(label)
        with self._tab.expect_navigation():
            self._tab.keyboard.press("Enter")
        self._arrive()

    def press_here(self, label: str) -> None:
        """Go to something that opens on this very page, and press Enter."""
        self._reach(label)
        self._tab.keyboard.press("Enter")

    def attach(self, label: str, photo: bytes) -> None:
        """Choose a photo, which a phone's own window is for."""
        file = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=photo)
        self._tab.get_by_label(label).set_input_files(file)

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Wait for what is to happen elsewhere."""
        for _ in range(MOST_WAITS):
            if done():
                return
            self._tab.wait_for_timeout(100)
        raise LostError("nothing came of it")

    def back(self) -> None:
        """The browser's own way back."""
        self._tab.go_back()
        self._arrive()

    def again(self) -> None:
        """Load the page once more, as a phone does that had put it away."""
        self._tab.reload()
        self._arrive()

    def typed(self, label: str) -> str:
        """What stands in a box."""
        return self._tab.get_by_label(label).input_value()

    def send_from(self, label: str, text: str) -> None:
        """Type into a field of one line and press Enter right there."""
        self.write(label, text)
        with self._tab.expect_navigation():
            self._tab.keyboard.press("Enter")
        self._arrive()

    def write(self, label: str, text: str) -> None:
        """Go to a field by Tab, and type."""
        self._reach(label)
        self._tab.keyboard.press("ControlOrMeta+A")
        self._tab.keyboard.type(text)

    def tick(self, label: str) -> None:
        """Go to a box by Tab, and press Space."""
        self._reach(label)
        self._tab.keyboard.press("Space")

    def choose(self, label: str, letters: str) -> None:
        """Go to a list of choices by Tab, and type how one begins."""
        self._reach(label)
        self._tab.keyboard.type(letters)

    def sees(self, words: str) -> None:
        """Raises LostError if the page does not say so."""
        if words not in self.words:
            raise LostError(f"“{words}” should be on this page: {self.words}")

    def _reach(self, label: str) -> None:
        for _ in range(MOST_STOPS):
            name = str(self._tab.evaluate(NAME))
            if name == label or (label.endswith("…") and name.startswith(label[:-1])):
                return
            self._tab.keyboard.press("Tab")
        raise LostError(f"Tab never comes to “{label}” on: {self.words}")

    def _arrive(self) -> None:
        self.seen += 1
        self._look(f"{self.journey} {self.seen}: {self.heading}")
