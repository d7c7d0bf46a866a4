"""The guests' photos: kept by turn, and never another turn's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest

from local.emulator import Emulator
from takeover.adapters.s3_photos import S3Photos
from takeover.errors import LaterError, NotAllowedError, SettingsError
from takeover.photos import SafePhoto
from takeover.ports import Photos
from tests.contract.made import SETTINGS
from tests.memory import MemoryPhotos

TURN, TENTH, OTHER = "2026-12-04#1", "2026-12-04#10", "2026-12-11#1"
CAT, DOG = "0123456789abcdef" * 2, "f" * 32
PHOTO = SafePhoto(b"\xff\xd8\xff a cat\r\n\0", "image/jpeg")
CLEAR = SafePhoto(b"\x89PNG a dog", "image/png")
NO_KEYS = ["", "cat", "F" * 32, "../" + "f" * 32, f"{DOG}/{CAT}", f"{DOG}\n", "2026-12-04/1"]


@dataclass(frozen=True)
class Bucket:
    """An empty bucket, and a client that looks into it."""

    photos: S3Photos
    client: Any

    @property
    def paths(self) -> list[str]:
        found = self.client.list_objects_v2(Bucket="photos")
        return [one["Key"] for one in found.get("Contents", ())]


@pytest.fixture
def bucket(aws: Emulator) -> Iterator[Bucket]:
    client = aws.client("s3")
    here = {"CreateBucketConfiguration": {"LocationConstraint": aws.region}}
    client.create_bucket(Bucket="photos", **here)
    made = Bucket(S3Photos(replace(SETTINGS, photo_bucket="photos")), client)
    yield made
    for path in made.paths:
        client.delete_object(Bucket="photos", Key=path)
    client.delete_bucket(Bucket="photos")


@pytest.fixture(params=["memory", pytest.param("s3", marks=pytest.mark.emulator)])
def photos(request: pytest.FixtureRequest) -> Photos:
    if request.param == "memory":
        return MemoryPhotos()
    real: Bucket = request.getfixturevalue("bucket")
    return real.photos


def test_a_photo_is_there_as_it_was_kept(photos: Photos) -> None:
    photos.put(TURN, CAT, PHOTO)
    photos.put(TURN, DOG, CLEAR)
    assert (photos.get(TURN, CAT), photos.get(TURN, DOG)) == (PHOTO, CLEAR)


def test_a_photo_kept_twice_is_kept_once(photos: Photos) -> None:
    photos.put(TURN, CAT, CLEAR)
    photos.put(TURN, CAT, PHOTO)
    assert photos.get(TURN, CAT) == PHOTO


@pytest.mark.parametrize("other", [TENTH, OTHER])
def test_a_key_finds_nothing_in_another_turn(photos: Photos, other: str) -> None:
    photos.put(TURN, CAT, PHOTO)
    assert photos.get(other, CAT) is None


def test_what_was_never_kept_is_not_there(photos: Photos) -> None:
    assert photos.get(TURN, CAT) is None


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_key_finds_nothing_and_keeps_nothing(photos: Photos, key: str) -> None:
    assert photos.get(TURN, key) is None
    with pytest.raises(ValueError, match="a photo's key is 32 digits from 0 to f"):
        photos.put(TURN, key, PHOTO)


def test_all_photos_of_a_turn_go_and_no_others(photos: Photos) -> None:
    for turn in (TURN, TENTH, OTHER):
        photos.put(turn, CAT, PHOTO)
        photos.put(turn, DOG, CLEAR)
    photos.drop(TURN)
    photos.drop(TURN)
    left = [photos.get(turn, key) for turn in (TURN, TENTH, OTHER) for key in (CAT, DOG)]
    assert left == [None, None, PHOTO, CLEAR, PHOTO, CLEAR]


@pytest.mark.emulator
def test_the_path_tells_nothing_but_the_weekend(bucket: Bucket) -> None:
    bucket.photos.put(TURN, CAT, PHOTO)
    assert bucket.paths == [f"2026-12-04/1/{CAT}"]


@pytest.mark.emulator
def test_more_photos_than_s3_lists_at_once_go_too(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("takeover.adapters.s3_photos.MOST_AT_ONCE", 2)
    for number in range(5):
        bucket.photos.put(TURN, f"{number:032x}", PHOTO)
    bucket.photos.drop(TURN)
    assert bucket.paths == []


@pytest.mark.emulator
def test_a_bucket_that_is_not_there_is_no_photo_that_is_not_there(aws: Emulator) -> None:
    photos = S3Photos(replace(SETTINGS, photo_bucket=f"nowhere-{aws.port}"))
    with pytest.raises(LaterError, match="S3: NoSuchBucket"):
        photos.get(TURN, CAT)


def test_without_a_bucket_somebody_is_told_what_is_missing() -> None:
    with pytest.raises(SettingsError, match="PHOTO_BUCKET is missing"):
        S3Photos(SETTINGS).put(TURN, CAT, PHOTO)


class Refusing:
    """A client that refuses everything."""

    exceptions = SimpleNamespace(NoSuchKey=KeyError)

    def __init__(self, code: str, status: int) -> None:
        from botocore.exceptions import ClientError  # noqa: PLC0415 -- slow import

        answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
        self._error = ClientError(answer, "GetObject")

    def get_object(self, **_: object) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("AccessDenied", 403, NotAllowedError),
        ("SlowDown", 503, LaterError),
        ("InternalError", 500, LaterError),
        ("RequestTimeout", 400, LaterError),
        ("KMS.DisabledException", 400, LaterError),
    ],
)
def test_a_refusal_is_told_without_the_photos_place(
    code: str, status: int, kind: type[Exception]
) -> None:
    photos = S3Photos(replace(SETTINGS, photo_bucket="photos"))
    photos.__dict__["_client"] = Refusing(code, status)
    with pytest.raises(kind) as refused:
        photos.get(TURN, CAT)
    assert (CAT in str(refused.value), refused.value.__context__) == (False, None)
