"""The probe: tries to post as a guest whose weekend is over, at the deployed desk, over HTTP."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests

from takeover.adapters.quiet import hush
from takeover.errors import LaterError
from takeover.model.credentials import csrf_token, in_path
from takeover.ports import Refusal

CONNECT_SECONDS = 3
READ_SECONDS = 8
COOKIE = "__Host-weekend"
REASON = "X-Refused-Because"
# If every wall had fallen and this were published, it would do no harm.
WORDS = "Thank you for this weekend."


class DeskProbe:
    """Speaks to the desk as a browser of a guest would."""

    def __init__(self, desk_url: str) -> None:
        self._desk_url = desk_url.rstrip("/")

    def try_to_post(self, turn_id: str, session_token: str) -> Refusal:
        """Present this session to the posting route and tell what came back.

        Raises LaterError if the desk could not be reached or did not answer: asking again is safe.
        """
        hush("urllib3", "requests")
        address = urlsplit(self._desk_url)
        try:
            answer = requests.post(
                f"{self._desk_url}/post",
                data={"csrf": csrf_token(session_token), "attempt": "probe", "text": WORDS},
                headers={
                    # By hand: requests leaves cookies that are `Secure` out of plain HTTP, which
                    # is what the desk speaks on one machine.
                    "Cookie": f"{COOKIE}={in_path(turn_id)}.{session_token}",
                    "Origin": f"{address.scheme}://{address.netloc}",
                },
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # Without its cause, which carries the request and in it the session's token.
            wrong = type(error).__name__
        else:
            return Refusal(answer.status_code, answer.headers.get(REASON, ""))
        raise LaterError(f"the desk at {address.netloc} did not answer the probe: {wrong}")
