"""The bucket of photos in memory."""

from __future__ import annotations

from takeover.model.post import PHOTO_KEY
from takeover.photos import SafePhoto
from tests.memory.seam import OnSeam, Seam, port_call


class MemoryPhotos(OnSeam):
    """Photos by turn and key."""

    port = "photos"

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self.kept: dict[tuple[str, str], SafePhoto] = {}

    @port_call
    def put(self, turn_id: str, key: str, photo: SafePhoto) -> None:
        if not PHOTO_KEY.fullmatch(key):
            raise ValueError("a photo's key is 32 digits from 0 to f")
        self.kept[turn_id, key] = photo

    @port_call
    def get(self, turn_id: str, key: str) -> SafePhoto | None:
        return self.kept.get((turn_id, key))

    @port_call
    def drop(self, turn_id: str) -> None:
        self.kept = {at: photo for at, photo in self.kept.items() if at[0] != turn_id}
