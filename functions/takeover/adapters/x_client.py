"""tweepy, tamed: time-outs on every call, no waiting, no retries, no token in any error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import requests
import tweepy
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from takeover.adapters.deadline import DeadlineAdapter, within
from takeover.adapters.quiet import hush
from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    OutOfCreditError,
    TakeoverError,
    UnknownOutcomeError,
)

if TYPE_CHECKING:
    from takeover.adapters.secrets import XTokens

CONNECT_SECONDS = 3
READ_SECONDS = 8
# Where tweepy sends, and signs for.
TWEEPYS_HOST = "https://api.twitter.com"

# What goes wrong inside tweepy: its own errors, those of requests, which it lets pass, and the
# ValueError of an answer or a header that cannot be read.
_TROUBLES = (tweepy.TweepyException, requests.RequestException, ValueError)


class XClient:
    """One set of tokens, for a call or two."""

    def __init__(self, tokens: XTokens, address: str = "") -> None:
        # At DEBUG they write tokens and signatures into the log.
        hush("tweepy", "oauthlib", "requests_oauthlib", "requests", "urllib3")
        # It would wait for a quarter of an hour, or for ever, inside of a function.
        self._x = tweepy.Client(
            consumer_key=tokens.consumer_key,
            consumer_secret=tokens.consumer_secret,
            access_token=tokens.access_token,
            access_token_secret=tokens.access_token_secret,
            return_type=dict,
            wait_on_rate_limit=False,
        )
        self._x.session.mount("https://", _Bounded(address))
        # The sandbox stands on this machine, where no proxy leads.
        self._x.session.trust_env = not address

    def write(self, call: Callable[[Any], Any], *, gone_is_fine: bool = False) -> Mapping[str, Any]:
        """Change something; an answer that is lost or unreadable leaves its outcome unknown."""
        return self._ask(call, UnknownOutcomeError, gone_is_fine=gone_is_fine)

    def read(self, call: Callable[[Any], Any]) -> Mapping[str, Any]:
        """Read something; what goes wrong may go better later."""
        return self._ask(call, LaterError, gone_is_fine=False)

    def _ask(
        self, call: Callable[[Any], Any], lost: type[TakeoverError], *, gone_is_fine: bool
    ) -> Mapping[str, Any]:
        try:
            with self._x.session, within(CONNECT_SECONDS + READ_SECONDS):
                answer = call(self._x)
        except tweepy.NotFound as error:
            if gone_is_fine:
                return {}
            refusal = _in_our_words(error, lost)
        except _TROUBLES as error:
            refusal = _in_our_words(error, lost)
        else:
            return answer if isinstance(answer, Mapping) else {}
        # Out here the new error has no context: what tweepy and requests raise carries the
        # request along, and with it the Authorization header.
        raise refusal


class _Bounded(DeadlineAdapter):
    """Sends with time-outs, which tweepy does not, and elsewhere on the embedded AWS."""

    def __init__(self, address: str) -> None:
        super().__init__(max_retries=0)
        self._address = address.rstrip("/")

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- requests' own arguments
        options["timeout"] = (CONNECT_SECONDS, READ_SECONDS)
        if self._address and request.url:
            # After signing: X's sandbox checks signatures for X's own host.
            request.url = request.url.replace(TWEEPYS_HOST, self._address, 1)
        return super().send(request, *args, **options)


def _in_our_words(error: Exception, lost: type[TakeoverError]) -> TakeoverError:
    """What an error means for the caller; names no words of the post and no token."""
    if isinstance(error, tweepy.HTTPException):
        return _refusal(error, lost)
    if _never_reached(error):
        return LaterError(f"X cannot be reached ({type(error).__name__})")
    return lost(f"X gave no answer that could be read ({type(error).__name__})")


def _refusal(error: tweepy.HTTPException, lost: type[TakeoverError]) -> TakeoverError:
    status = error.response.status_code
    # X has no codes for these; only its words tell them apart.
    words = " ".join(error.api_messages).casefold()
    match status:
        case 429:
            return LaterError("X: too many requests for now (429)", _reset(error))
        case 402:
            return OutOfCreditError("X: the account's credit is used up (402)")
        case 400 | 413:
            return NeverError(f"X does not take these words ({status})")
        case 403 if "duplicate" in words:
            return NeverError("X does not take the same words twice (403)")
        case 403 if "too long" in words:
            return NeverError("X: these words are too long (403)")
        case 401 | 403:
            return NotAllowedError(
                f"X: the token is unknown, revoked or may not do this ({status})"
            )
        case _ if status >= 500:
            # Even "unavailable" may come after the post was taken.
            return lost(f"X is not well ({status})")
        case _:
            return NotAllowedError(f"X does not offer this ({status})")


def _reset(error: tweepy.HTTPException) -> datetime | None:
    """When X says that it will listen again."""
    seconds = getattr(error, "reset_time", None)
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _never_reached(error: Exception) -> bool:
    """Did the connection fail before anything was sent?"""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)
