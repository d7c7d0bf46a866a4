"""Photos in the stack's private bucket, each under its turn."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from takeover.adapters.aws_errors import AWS_ERRORS, Trouble, code_of, trouble_of
from takeover.adapters.quiet import hush
from takeover.errors import LaterError, NotAllowedError, SettingsError, TakeoverError
from takeover.model.post import PHOTO_KEY
from takeover.photos import SafePhoto
from takeover.settings import Settings

if TYPE_CHECKING:
    from botocore.client import BaseClient

TURN = re.compile(r"(\d{4}-\d{2}-\d{2})#(\d+)")
MOST_AT_ONCE = 1000
"""So many are listed, and deleted, in one call: S3's own limit."""


class S3Photos:
    """The bucket's lifecycle deletes what nobody else has; nothing leans on that."""

    def __init__(self, settings: Settings) -> None:
        self._bucket = settings.photo_bucket

    def put(self, turn_id: str, key: str, photo: SafePhoto) -> None:
        """Keep a photo; S3 encrypts it under the bucket's own key."""
        path = _path(turn_id, key)
        _in_our_words(
            lambda: self._client.put_object(
                Bucket=self._named(),
                Key=path,
                Body=photo.content,
                ContentType=photo.media_type,
            )
        )

    def get(self, turn_id: str, key: str) -> SafePhoto | None:
        """One photo, strongly consistent."""
        if not PHOTO_KEY.fullmatch(key):
            return None
        path = _path(turn_id, key)
        return _in_our_words(lambda: self._read(path))

    def _read(self, path: str) -> SafePhoto | None:
        try:
            found = self._client.get_object(Bucket=self._named(), Key=path)
        except self._client.exceptions.NoSuchKey:
            return None
        return SafePhoto(found["Body"].read(), str(found["ContentType"]))

    def drop(self, turn_id: str) -> None:
        """Delete all photos of a turn."""
        folder = _folder(turn_id)
        while _in_our_words(lambda: self._drop_some(folder)):
            pass

    def _drop_some(self, folder: str) -> bool:
        """Delete as many as are listed at once; False once there are none."""
        bucket = self._named()
        found = self._client.list_objects_v2(Bucket=bucket, Prefix=folder, MaxKeys=MOST_AT_ONCE)
        keys = [{"Key": one["Key"]} for one in found.get("Contents", ())]
        if not keys:
            return False
        wanted = {"Objects": keys, "Quiet": True}
        left = self._client.delete_objects(Bucket=bucket, Delete=wanted).get("Errors")
        if left:
            raise LaterError(f"S3: {left[0].get('Code')}; not all photos were deleted")
        return True

    def _named(self) -> str:
        if not self._bucket:
            raise SettingsError("PHOTO_BUCKET is missing; deploy the stack again")
        return self._bucket

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401 -- boto3 makes its clients' methods while running
        import boto3  # noqa: PLC0415 -- slow import
        from botocore.config import Config  # noqa: PLC0415 -- slow import

        hush("boto3", "botocore", "urllib3", "s3transfer")
        # Twice: all of it can be repeated. A page has thirty seconds.
        config = Config(retries={"total_max_attempts": 2}, connect_timeout=2, read_timeout=5)
        client: BaseClient = boto3.client("s3", config=config)
        return client


def _folder(turn_id: str) -> str:
    match = TURN.fullmatch(turn_id)
    if match is None:
        raise ValueError("a turn is named like 2026-12-04#1")
    return f"{match[1]}/{match[2]}/"


def _path(turn_id: str, key: str) -> str:
    if not PHOTO_KEY.fullmatch(key):
        raise ValueError("a photo's key is 32 digits from 0 to f")
    return _folder(turn_id) + key


def _in_our_words[R](call: Callable[[], R]) -> R:
    try:
        return call()
    except AWS_ERRORS as error:
        # The cause stays out: it may name paths, and errors go into the log.
        refusal = _refusal(error)
    raise refusal


def _refusal(error: BaseException) -> TakeoverError:
    code = code_of(error)
    if trouble_of(error) is Trouble.FORBIDDEN:
        return NotAllowedError(f"S3: {code}; the function's role may not use PHOTO_BUCKET so")
    return LaterError(f"S3: {code}")
