"""A browser without a screen: follows links, fills in forms, keeps the one cookie."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests

PATIENCE = (3, 30)


@dataclass
class Form:
    """A form on a page: where it goes, and what it sends if nobody touches it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Collects the forms of a page with their hidden and preset fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said.get("action", "")))
        elif tag == "input" and self.forms and said.get("name"):
            preset = said.get("type") in {"hidden", "text", None} or "checked" in said
            if preset:
                self.forms[-1].fields[said["name"]] = said.get("value", "")


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    url: str
    text: str
    refused_because: str

    def form(self, action: str) -> Form:
        """Return the page's form that goes there; raises LookupError if there is none."""
        reader = _Forms()
        reader.feed(self.text)
        for form in reader.forms:
            if urlsplit(urljoin(self.url, form.action)).path == action:
                return form
        raise LookupError(f"the page has no form for {action}")


class Browser:
    """One person's browser at one address."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookie = ""
        self.page = Page(0, base, "", "")

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._ask("GET", path)

    def press(self, action: str, **typed: str) -> Page:
        """Fill in and send the page's form that goes to `action`."""
        return self.send(action, self.page.form(action).fields | typed)

    def send(self, action: str, fields: dict[str, str]) -> Page:
        """Send a form as it stands, wherever it was found."""
        return self._ask("POST", action, fields)

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Page:
        url = urljoin(self.base, path)
        headers = {"Origin": self.base} if method == "POST" else {}
        if self.cookie:
            # requests keeps Secure cookies from plain HTTP; a browser on localhost does not.
            headers["Cookie"] = self.cookie
        answer = requests.request(
            method, url, data=fields, headers=headers, timeout=PATIENCE, allow_redirects=False
        )
        if (said := answer.headers.get("Set-Cookie")) is not None:
            self.cookie = said.partition(";")[0]
        if answer.status_code == 303:
            return self.get(answer.headers["Location"])
        because = answer.headers.get("X-Refused-Because", "")
        self.page = Page(answer.status_code, url, answer.text, because)
        return self.page
