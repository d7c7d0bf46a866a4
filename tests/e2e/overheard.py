"""`make run` with an ear at it: the same demonstration, then all its output is searched.

    PYTHONPATH=infra:. .venv-local/bin/python -m tests.e2e.overheard

Searched are the raw log groups of all functions (Lambda's own lines and tracebacks with them), the
failure queue, the tags of mails, mails to others, other people's pages, and the posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from local import run, verdict
from local.browsing import Browser, Page
from local.compressed import GUEST
from local.sample import read_sheet
from local.stack import LocalStack
from local.watch import FUNCTIONS
from tests.canaries.search import Canary, found

PRIVATE = ("guest_name", "guest_email", "guest_phone", "public_name", "introduction", "notes")
NOT_TYPED = {"csrf", "number", "attempt"}
LINK = re.compile(r"/\d{4}-\d{2}-\d{2}-\d+/([0-9a-f]{32})")
NUMBER = re.compile(r"Type this number: (\d{4,6})\b")
STAFF = ("Coordinator", "Deputy", "TechnicalHelper", "Sender")
# Of the ledger: what opens something or says who somebody is.
STORED = ("salt", "guest_hmac", "text", "digest")


class Ear:
    """What the guest's browser sent and got."""

    def __init__(self) -> None:
        self.typed: set[str] = set()
        self.tokens: set[str] = set()
        self.pages: list[str] = []

    def put_at(self, browser: type[Browser]) -> None:
        """Hear every request of every browser from now on."""
        ask = browser._ask

        def asked(
            one: Browser, method: str, path: str, fields: dict[str, str] | None = None
        ) -> Page:
            page = ask(one, method, path, fields)
            for name, text in (fields or {}).items():
                (self.tokens if name == "csrf" else self.typed).update(
                    {text} if name == "csrf" or (name not in NOT_TYPED and " " in text) else ()
                )
            self.tokens.update(re.findall(r"[.=]([\w-]{20,})$", one.cookie))
            if not path.startswith("/list"):  # those are the coordinator's
                self.pages.append(page.text)
            return page

        setattr(browser, "_ask", asked)  # noqa: B010 -- mypy has no word for it


def rows_said(rows: Iterable[Mapping[str, str]]) -> Iterator[Canary]:
    """Every name, address, number and text of the list."""
    for row in rows:
        owner = row.get("guest_email", row["weekend"])
        for cell in PRIVATE:
            if row.get(cell):
                yield Canary(row[cell], cell, owner)


def mails_said(mails: Iterable[Mapping[str, Any]]) -> Iterator[Canary]:
    """Every link and every number, and whose they are."""
    for mail in mails:
        owner = mail["to"][0]
        for link in LINK.findall(mail["text"]):
            yield Canary(link, "link", owner)
        for number in NUMBER.findall(mail["text"]):
            yield Canary(number, "number", owner)


def stack_knows(stack: LocalStack) -> Iterator[Canary]:
    """Keys, tokens, salts, digests, posts and answers, and the people who run it."""
    for name, token in vars(stack.x_keys).items():
        yield Canary(str(token), name)
    secrets = stack.clients("secretsmanager")
    key = secrets.get_secret_value(SecretId=stack.outputs["LinkKeySecret"])["SecretString"]
    yield Canary(key, "link key")
    pages = stack.clients("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=stack.outputs["LedgerTable"]):
        for item in page["Items"]:
            for name in STORED:
                if text := item.get(name, {}).get("S"):
                    yield Canary(text, name)
    for who in STAFF:
        name, _, address = stack._parameters[who].partition(" <")
        yield from (Canary(name, who, "staff"), Canary(address.rstrip(">"), who, "staff"))


def written(stack: LocalStack) -> list[str]:
    """Every line of every log group, raw, and what waits in the failure queue."""
    reading = stack.clients("logs").get_paginator("filter_log_events")
    lines = []
    for function in (*FUNCTIONS, "MailEventsFunction"):
        for page in reading.paginate(logGroupName=f"/aws/lambda/{stack.functions[function]}"):
            lines += [str(event["message"]) for event in page["events"]]
    queue = stack.clients("sqs")
    url = queue.get_queue_url(QueueName=stack.outputs["FailureQueue"])["QueueUrl"]
    failed = queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return lines + [str(message) for message in failed.get("Messages", [])]


def leaks(
    canaries: Iterable[Canary],
    lines: Iterable[str],
    mails: Iterable[Mapping[str, Any]],
    pages: Iterable[str],
    posts: Iterable[str],
) -> Iterator[str]:
    """One sentence for each canary that is where it should not be."""
    every = list(canaries)
    guests = {one.owner for one in every if one.what == "guest_email"}
    for one in found(every, "\n".join(lines), phrases=True):
        yield f"in the log: {one}"
    for mail in mails:
        (reader,) = mail["to"][:1]
        where = f"the mail {mail['tags'].get('step')} to {reader}"
        for one in found(every, " ".join(mail["tags"].values())):
            yield f"in the tags of {where}: {one}"
        for one in found(_hidden_from(every, reader, guests), mail["text"] + mail["html"]):
            yield f"in {where}: {one}"
    others = [one for one in every if one.owner in guests - {GUEST}]
    for one in found(_without_shared(others, every, GUEST), "\n".join(pages)):
        yield f"on a page of {GUEST}: {one}"
    reached = [one for one in every if one.what in {"guest_email", "guest_phone", "link", "number"}]
    for one in found(reached, "\n".join(posts)):
        yield f"in a post: {one}"


def _hidden_from(every: list[Canary], reader: str, guests: set[str]) -> list[Canary]:
    """From guests, all of others; from the people who run it, what opens a guest's page."""
    if reader in guests:
        others = [one for one in every if one.owner not in {reader, "staff", ""}]
        return _without_shared(others, every, reader)
    return [one for one in every if one.what in {"link", "number"} and one.owner != reader]


def _without_shared(others: list[Canary], every: list[Canary], reader: str) -> list[Canary]:
    own = {one.text for one in every if one.owner in {reader, "staff"}}
    return [one for one in others if one.text not in own]


def main() -> int:
    """Run the demonstration, and fail it if anything leaked."""
    ear, judge = Ear(), verdict.verdict
    ear.put_at(Browser)

    def judged(*said: Any) -> bool:
        held = judge(*said)
        console = said[0]
        stack = next(one for one in said if isinstance(one, LocalStack))
        mails, lines = stack.mails(), written(stack)
        canaries = {
            *rows_said(read_sheet()),
            *mails_said(mails),
            *stack_knows(stack),
            *(Canary(text, "typed", GUEST) for text in ear.typed),
            *(Canary(token, "session") for token in ear.tokens),
        }
        posts = [post.text for post in stack.posts()]
        leaked = sorted(leaks(canaries, lines, mails, ear.pages, posts))
        console.print(
            f"{len(canaries)} canaries; {len(lines)} lines of log, {len(mails)} mails, "
            f"{len(ear.pages)} pages and {len(posts)} posts searched: {len(leaked)} leaks."
        )
        for one in leaked:
            console.print(one, markup=False)
        return held and not leaked and bool(canaries and lines and mails and ear.pages)

    setattr(run, "verdict", judged)  # noqa: B010 -- run does not export it
    return run.main()


if __name__ == "__main__":
    raise SystemExit(main())
