"""Running sandboxes, with the real clients that talk to them."""

from dataclasses import dataclass
from typing import Any

import requests
import tweepy
from requests.adapters import HTTPAdapter

from local.ses_state import SesSandbox
from local.x_signature import XKeys
from local.x_state import XSandbox


class ToSandbox(HTTPAdapter):
    """Rewrites the host after tweepy has signed for the real one, as the product's client does."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]
        request.url = (request.url or "").replace("https://api.twitter.com", self._url)
        return super().send(request, **(options | {"timeout": 2}))


@dataclass
class X:
    """A running X sandbox."""

    state: XSandbox
    url: str

    def client(self, keys: XKeys | None = None) -> Any:
        """Return a real tweepy client that talks to it."""
        client = tweepy.Client(**vars(keys or self.state.keys))
        client.session.mount("https://", ToSandbox(self.url))
        return client


@dataclass
class Ses:
    """A running SES sandbox and a real client of it."""

    state: SesSandbox
    url: str
    client: Any
