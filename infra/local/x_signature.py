"""Verify OAuth 1.0a signatures as X does, with oauthlib."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from oauthlib.common import Request
from oauthlib.oauth1.rfc5849.signature import collect_parameters, verify_hmac_sha1

# tweepy signs for the first and X's own documentation for the second; the sandbox's own
# address never appears in a signature, because clients rewrite the host after signing.
_SIGNED_HOSTS = ("https://api.twitter.com", "https://api.x.com")
_CLOCK_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True)
class XKeys:
    """The four keys of the charity's own X app, named as in the secret `XTokens`."""

    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str


class SignatureCheck:
    """Knows one set of keys and every nonce that was used with it."""

    def __init__(self, keys: XKeys) -> None:
        self._keys = keys
        self._used_nonces: set[tuple[str, str]] = set()

    def refusal(
        self, method: str, path: str, query: str, headers: Mapping[str, str], now: datetime
    ) -> str | None:
        """Return why the request is not signed by the holder of the keys, or None if it is."""
        authorization = headers.get("Authorization", "")
        if not authorization.startswith("OAuth "):
            return "no OAuth 1.0a Authorization header"
        pairs = collect_parameters(
            uri_query=query,
            headers={"Authorization": authorization},
            exclude_oauth_signature=False,
        )
        given = dict(pairs)
        expected = {
            "oauth_consumer_key": self._keys.consumer_key,
            "oauth_token": self._keys.access_token,
            "oauth_signature_method": "HMAC-SHA1",
        }
        for name, value in expected.items():
            if given.get(name) != value:
                return f"unknown {name}"
        timestamp, nonce = given.get("oauth_timestamp", ""), given.get("oauth_nonce", "")
        if not timestamp.isdigit() or not nonce:
            return "no oauth_timestamp or oauth_nonce"
        if abs(now.timestamp() - int(timestamp)) > _CLOCK_TOLERANCE.total_seconds():
            return "oauth_timestamp too far from now"
        if (timestamp, nonce) in self._used_nonces:
            return "oauth_nonce used before"
        if not self._signed(method, path, query, pairs):
            return "wrong oauth_signature"
        self._used_nonces.add((timestamp, nonce))
        return None

    def _signed(self, method: str, path: str, query: str, pairs: list[tuple[str, str]]) -> bool:
        for host in _SIGNED_HOSTS:
            signed = Request(f"{host}{path}" + (f"?{query}" if query else ""), method)
            signed.params = [(name, value) for name, value in pairs if name != "oauth_signature"]
            signed.signature = dict(pairs).get("oauth_signature", "")
            if verify_hmac_sha1(signed, self._keys.consumer_secret, self._keys.access_token_secret):
                return True
        return False
