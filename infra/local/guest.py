"""Bluebell, the demonstration's guest: reads mails, follows links, posts, and tries too much."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local.browsing import Browser, Page
from local.company import Company
from local.compressed import GUEST
from local.show import Show
from local.stack import LocalStack

NAME = "Bluebell"
POSTS = (
    "Hello from the sofa. What is your best trick for a foggy day?",
    "Mine: one list, three things on it, and the kettle counts as one of them.",
    "Goodbye, and thank you for the company. Be kind to yourselves.",
)
ANSWER = "Badly! I put the radio on, very low."
TOO_EARLY = "Is this thing on?"
TOO_LATE = "One more thing!"


@dataclass(frozen=True)
class Attempt:
    """A try to post that should be refused, and what came of it."""

    what: str
    status: int
    because: str
    refused: bool


@dataclass
class Guest:
    """One guest's weekend, each part when its mail has come or its time is there."""

    stack: LocalStack
    show: Show
    wait_for: Callable[[Callable[[], object], float, str], object]
    look: Callable[[], None]  # shows at once what came of an act
    attempts: list[Attempt] = field(default_factory=list)
    browser: Browser = field(init=False)
    csrf: str = ""

    def __post_init__(self) -> None:
        self.browser = Browser(self.stack.front_url)

    def say_yes(self) -> None:
        """Open the booked mail's link, read the ten points, and say yes."""
        self._follow(self._mail("booked"))
        self.browser.press("/agree", terms="yes", consent="yes", typed_name=NAME)
        self._tell(f"{NAME} reads the ten points, agrees, types the name and says yes")

    def set_words(self) -> None:
        """Write the hello, and tap all set."""
        self._follow(self._mail("getting_ready"))
        self.browser.press("/words", public_name=NAME, hello="Two cats, one good hand.")
        self._tell(f"{NAME} writes the hello people will see")
        self._follow(self._mail("all_set"))
        self.browser.press("/all-set")
        self._tell(f"{NAME} taps “All set”: our mail arrives")

    def sign_in(self) -> None:
        """Type the number from Friday's mail, and try to post before the start."""
        mail = self._mail("number")
        self._follow(mail)
        found = re.search(r"Type this number: (\d{4})", mail["text"])
        if found is None:
            raise LookupError("the number mail holds no number")
        self.browser.press("/number", number=found[1], own_device="yes")
        self._tell(f"{NAME} types the number from the mail, before the start")
        self._try("before the start, signed in", TOO_EARLY)

    def post(self) -> None:
        """Look at exactly what people will see, and post it; stop for a moment; carry on."""
        company = Company(self.stack)
        self._write(POSTS[0])
        company.look()
        self._answer()
        self.browser.get("/")
        self.browser.press("/pause")
        self._tell(f"{NAME} taps “This is too much”: everything stops")
        self._try("during a pause", POSTS[1])
        self.browser.get("/")
        self.browser.press("/resume")
        self._tell(f"{NAME} carries on")
        self._write(POSTS[1])
        self._write(POSTS[2])

    def try_in_the_last_seconds(self) -> None:
        """The gate closes fifteen seconds early, so that no call to X ends after the end."""
        self._try("in the last fifteen seconds", TOO_LATE)

    def try_again(self) -> None:
        """After the end: with the cookie of the weekend, with the link, with the number."""
        self._try("after the end, with the cookie", TOO_LATE)
        number = self._mail("number")
        self._follow(number)
        self._try("after the end, with the link", TOO_LATE)
        found = re.search(r"Type this number: (\d{4})", number["text"])
        page = self.browser.send(
            "/number", self._hidden() | {"number": found[1] if found else "", "own_device": "yes"}
        )
        self._note("after the end, with the number", page)
        self._try("after the end, having typed the number", TOO_LATE)

    def answer(self) -> None:
        """Answer the five questions."""
        self._follow(self._mail("survey"))
        self.browser.press(
            "/answer",
            overall="very-good", alone="less", words="The night owls. Keep the kettle line.",
            quote="without-name",
        )  # fmt: skip
        self._tell(f"{NAME} answers the questions")

    def _tell(self, what: str) -> None:
        self.show.person(what)
        self.look()

    def _write(self, text: str) -> None:
        self.look()
        self.browser.get("/")
        self.browser.press("/preview", text=text)
        page = self.browser.press("/post")
        came = "" if page.status == 200 else f": the page answers {page.status}"
        self._tell(f"{NAME} sees exactly what people will see, and posts it{came}")

    def _answer(self) -> None:
        """Read who wrote, and answer the newest."""
        self.browser.get("/talk")
        found = re.search(r'href="(/talk/answer\?to=\d+)"', self.browser.page.text)
        if found is None:
            raise LookupError("nobody wrote whom the guest could answer")
        self.browser.get(found[1])
        self.browser.press("/talk/answer", text=ANSWER)
        page = self.browser.press("/talk/post")
        came = "" if page.status == 200 else f": the page answers {page.status}"
        self._tell(f"{NAME} reads who wrote, and answers{came}")

    def _try(self, what: str, text: str) -> None:
        """Try to post as the page would, whatever the page offers."""
        page = self.browser.send("/post", self._hidden() | {"attempt": "00" * 8, "text": text})
        self._note(what, page)

    def _note(self, what: str, page: Page) -> None:
        refused = page.status == 403 and page.refused_because != ""
        self.attempts.append(Attempt(what, page.status, page.refused_because, refused))
        said = f"refused ({page.status}, {page.refused_because})" if refused else str(page.status)
        self._tell(f"{NAME} tries to post {what}: {said}")

    def _hidden(self) -> dict[str, str]:
        """Return the hidden field that every form of this session carries.

        A page without a form has none: then the last one seen, as a page left open has it.
        """
        self.browser.get("/")
        found = re.search(r'name="csrf" value="([^"]+)"', self.browser.page.text)
        if found:
            self.csrf = found[1]
        return {"csrf": self.csrf}

    def _follow(self, mail: dict[str, Any]) -> None:
        found = re.search(r"https?://\S+/\d{4}-\d{2}-\d{2}-\d+/[0-9a-f]{32}", mail["text"])
        if found is None:
            raise LookupError(f"the mail {mail['subject']!r} holds no link")
        path = found[0].removeprefix(self.stack.front_url)
        self.browser = Browser(self.stack.front_url)
        self.browser.get(path)
        self.browser.press(path)

    def _mail(self, step: str) -> dict[str, Any]:
        def arrived() -> list[dict[str, Any]]:
            return [
                mail
                for mail in self.stack.mails()
                if GUEST in mail["to"] and mail["tags"].get("step") == step
            ]

        self.wait_for(arrived, 30, f"the mail “{step}” to the guest")
        return arrived()[0]
