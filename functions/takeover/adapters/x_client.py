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
    NotSummonedError,
    OutOfCreditError,
    RefusedError,
    TakeoverError,
    TargetGoneError,
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
    """One set of tokens, for a call or two.

    Where tweepy has no method for something, `_make_request` is called, as its own methods do: it
    is not public, and the reason why tweepy is held at its minor version.
    """

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

    def write(
        self,
        call: Callable[[Any], Any],
        *,
        gone_is_fine: bool = False,
        forbidden: type[RefusedError] = NotAllowedError,
    ) -> Mapping[str, Any]:
        """Change something; an answer that is lost or unreadable leaves its outcome unknown.

        `forbidden` is what a 403 without any reason means.
        """
        return self._ask(call, UnknownOutcomeError, forbidden, gone_is_fine=gone_is_fine)

    def prepare(self, route: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Hand over what nobody sees yet, by a route that tweepy has no method for."""
        return self.read(
            lambda x: x._make_request("POST", route, json=body, user_auth=True)  # noqa: SLF001 -- see above
        )

    def read_page(self, route: str, query: Mapping[str, str]) -> Mapping[str, Any]:
        """Read with a query as it stands; tweepy's own methods know one spelling of it only."""
        # tweepy takes names with underlines, and sends them as they are listed.
        params = {name.replace(".", "_"): value for name, value in query.items()}
        return self.read(
            lambda x: x._make_request(  # noqa: SLF001 -- see above
                "GET", route, params=params, endpoint_parameters=tuple(query), user_auth=True
            )
        )

    def read(self, call: Callable[[Any], Any]) -> Mapping[str, Any]:
        """Read, or do what is harmless; what goes wrong may go better later."""
        return self._ask(call, LaterError, NotAllowedError, gone_is_fine=False)

    def _ask(
        self,
        call: Callable[[Any], Any],
        lost: type[TakeoverError],
        forbidden: type[RefusedError],
        *,
        gone_is_fine: bool,
    ) -> Mapping[str, Any]:
        try:
            with self._x.session, within(CONNECT_SECONDS + READ_SECONDS):
                answer = call(self._x)
        except tweepy.NotFound as error:
            if gone_is_fine:
                return {}
            refusal = _in_our_words(error, lost, forbidden)
        except _TROUBLES as error:
            refusal = _in_our_words(error, lost, forbidden)
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


def _in_our_words(
    error: Exception, lost: type[TakeoverError], forbidden: type[RefusedError]
) -> TakeoverError:
    """What an error means for the caller; names no words of the post and no token."""
    if isinstance(error, tweepy.HTTPException):
        return _refusal(error, lost, forbidden)
    if _never_reached(error):
        return LaterError(f"X cannot be reached ({type(error).__name__})")
    return lost(f"X gave no answer that could be read ({type(error).__name__})")


def _refusal(
    error: tweepy.HTTPException, lost: type[TakeoverError], forbidden: type[RefusedError]
) -> TakeoverError:
    status = error.response.status_code
    match status:
        case 429:
            return LaterError("X: too many requests for now (429)", _reset(error))
        case 402:
            return OutOfCreditError("X: the account's credit is used up (402)")
        case 400 | 413:
            return NeverError(f"X does not take these words or photos ({status})")
        case 403:
            return _forbidden(error, forbidden)
        case 401:
            return NotAllowedError("X: the token is unknown or revoked (401)")
        case _ if status >= 500:
            # Even "unavailable" may come after the post was taken.
            return lost(f"X is not well ({status})")
        case _:
            return NotAllowedError(f"X does not offer this ({status})")


def _forbidden(error: tweepy.HTTPException, otherwise: type[RefusedError]) -> RefusedError:
    """What a 403 means: X has no codes for these, only its words tell them apart."""
    words = " ".join(error.api_messages).casefold()
    if "duplicate" in words:
        return NeverError("X does not take the same words twice (403)")
    if "too long" in words:
        return NeverError("X: these words are too long (403)")
    if "reply" in words and "mentioned" in words:
        return NotSummonedError("X lets us answer only who has mentioned or quoted us (403)")
    if "deleted or not visible" in words:
        return TargetGoneError("X: what this answers is gone, or hidden from us (403)")
    if "app permissions" in words:
        return NotAllowedError("X: the token may only read (403)")
    return otherwise("X does not permit this (403)")


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
