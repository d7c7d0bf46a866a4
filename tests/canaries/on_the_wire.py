"""Listens to the real adapters, and to Lambda: what is stored, sent, posted and written.

Mails and posts are heard where they arrive, in the sandboxes: also those of another process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

from local.ses_mail import Mail
from local.ses_state import SesSandbox
from local.x_posts import Posts
from takeover.adapters.dynamodb_ledger import DynamoLedger
from takeover.adapters.dynamodb_roster import DynamoRoster
from takeover.adapters.secrets import SecretsManager, XTokens
from takeover.bootstrap import AwsWorld
from takeover.model.turn import Turn
from takeover.ports import Attachment, Letter
from tests.canaries.listening import before, plant_what_is_stored
from tests.canaries.watch import Page, Watch
from tests.e2e.overheard import mails_said
from tests.figures.ground import Ground
from tests.wire.guest import Guest
from tests.wire.runtime import Lambda
from tests.wire.wired import TURN

# Lambda's own words: four digits in them are no guest's number.
MEASURED: Final = re.compile(r"[\d.]+ (ms|MB)|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@contextmanager
def the_wire_heard(watch: Watch) -> Iterator[None]:
    """Let the watch hear the wire as well, until the end of the block."""
    with pytest.MonkeyPatch.context() as patch:
        _plant(patch, watch)
        _hear_what_arrives(patch, watch)
        _hear_lambda(patch, watch)
        yield


def _plant(patch: pytest.MonkeyPatch, watch: Watch) -> None:
    def rows(_: Ground, *put: dict[str, str]) -> None:
        for row in put:
            watch.plant_row(row)

    def turn(found: Turn | None) -> None:
        if found is not None:
            watch.plant_turn(found)

    def tokens(found: XTokens) -> None:
        for name, token in vars(found).items():
            watch.plant(token, name)

    before(patch, Ground, "put_rows", rows)
    before(patch, AwsWorld, "__init__", lambda _, settings, *__: watch.plant_settings(settings))
    plant_what_is_stored(patch, watch, DynamoRoster, DynamoLedger)
    _after(patch, DynamoLedger, "turn", turn)
    _after(patch, SecretsManager, "link_key", lambda key: watch.plant(key.decode(), "key"))
    _after(patch, SecretsManager, "x_tokens", tokens)


def _hear_what_arrives(patch: pytest.MonkeyPatch, watch: Watch) -> None:
    def mail(taken: Mail) -> None:
        # The link and the number in it are canaries, whichever process derived them.
        for canary in mails_said([taken.as_json()]):
            watch.plant(canary.text, canary.what, canary.owner)
        watch.mails.append(_letter(taken))

    def typed(_: Guest, text: str, *__: str) -> None:
        watch.typed.add(text.strip())
        watch.plant_text(text, "text", watch.guests.get(TURN, ""))

    _after(patch, SesSandbox, "take", mail)
    before(patch, Posts, "add", lambda _, text, **__: watch.posts.append(text.strip()))
    before(patch, Guest, "posts", typed)
    _after(patch, Guest, "ask", lambda said: watch.pages.append(Page(TURN, str(said))))


def _hear_lambda(patch: pytest.MonkeyPatch, watch: Watch) -> None:
    def ended(function: Lambda, *_: object) -> None:
        watch.logs.append(MEASURED.sub("", function.log.read_text(errors="replace")))

    before(patch, Lambda, "__exit__", ended)
    _after(patch, Lambda, "invoke", lambda answer: watch.logs.append(repr(answer)))


def _after(
    patch: pytest.MonkeyPatch, owner: type, name: str, listener: Callable[[Any], object]
) -> None:
    """Let a listener know what each call of a method returned."""
    method = getattr(owner, name)

    def called(*args: Any, **kwargs: Any) -> Any:
        answer = method(*args, **kwargs)
        listener(answer)
        return answer

    called.__name__ = name
    patch.setattr(owner, name, called)


def _letter(mail: Mail) -> Letter:
    headers = dict(mail.headers)
    return Letter(
        to=mail.submission.recipients,
        reply_to=headers.get("Reply-To", ""),
        from_name=headers.get("From", "").partition(" <")[0],
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        tags=mail.submission.tags,
        attachments=tuple(
            Attachment(one.filename, one.content, one.content_type) for one in mail.attachments
        ),
    )
