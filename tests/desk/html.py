"""Reads pages as a browser does: forms, their fields, and the text that people see."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser


@dataclass
class Button:
    label: str = ""
    name: str = ""
    value: str = ""
    action: str = ""


@dataclass
class SeenForm:
    action: str
    method: str
    pairs: list[list[str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    @cached_property
    def fields(self) -> dict[str, str]:
        return {pair[0]: pair[1] for pair in self.pairs}

    @property
    def every(self) -> dict[str, list[str]]:
        """All values of each field, as a form sends them."""
        return {name: [v for n, v in self.pairs if n == name] for name in self.fields}


class SeenPage(HTMLParser):
    """One page: its forms, headings, title and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[SeenForm] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.links: list[list[str]] = []
        self.title = ""
        self._inside: list[str] = []
        self._area = ""
        self.feed(html)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def form_with(self, label: str) -> tuple[SeenForm, Button]:
        for form in self.forms:
            for button in form.buttons:
                if " ".join(button.label.split()) == label:
                    return form, button
        raise AssertionError(f'no button "{label}" on: {self.text}')

    def buttons(self) -> list[str]:
        return [button.label.strip() for form in self.forms for button in form.buttons]

    def link_to(self, label: str) -> str:
        """Where the first link with this label leads."""
        for words, address in self.links:
            if " ".join(words.split()) == label:
                return address
        raise AssertionError(f'no link "{label}" on: {self.text}')

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if "template" in self._inside:  # not a part of the page yet
            if tag not in {"input", "img"}:
                self._inside.append(tag)
            return
        self.tags.append((tag, got))
        if tag not in {"input", "meta", "link", "br", "img"}:
            self._inside.append(tag)
        if tag == "a":
            self.links.append(["", got.get("href", "")])
        elif tag == "form":
            self.forms.append(SeenForm(got.get("action", ""), got.get("method", "get")))
        elif tag == "button":
            button = Button(
                "", got.get("name", ""), got.get("value", ""), got.get("formaction", "")
            )
            self.forms[-1].buttons.append(button)
        elif tag == "select":
            self.forms[-1].pairs.append([got["name"], ""])
        elif tag == "option" and "selected" in got:
            self.forms[-1].pairs[-1][1] = got["value"]
        elif tag == "textarea" and "name" in got:
            self._area = got["name"]
            self.forms[-1].pairs.append([self._area, ""])
        elif tag == "input" and "name" in got and _is_sent(got):
            self.forms[-1].pairs.append([got["name"], got.get("value", "on")])

    def handle_endtag(self, tag: str) -> None:
        assert self._inside, f"</{tag}> closes nothing"
        opened = self._inside.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"
        if tag == "textarea" and "template" not in self._inside:
            if self._area:
                pair = self.forms[-1].pairs[-1]
                pair[1] = pair[1].removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        if "template" in self._inside:
            return
        if "a" in self._inside:
            self.links[-1][0] += data
        if "title" in self._inside:
            self.title += data
        elif "button" in self._inside:
            self.forms[-1].buttons[-1].label += data
        elif self._area:
            self.forms[-1].pairs[-1][1] += data
        self.words.append(data)


def _is_sent(given: dict[str, str]) -> bool:
    """A box that is not ticked is not sent along."""
    return given.get("type") not in {"checkbox", "radio"} or "checked" in given
