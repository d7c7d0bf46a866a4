"""A guest's photo made safe: known by what is in it, upright, small, and with nothing else in it.

What comes out is written anew from the pixels alone: no place, no time, no name of a device, no
words, and nothing that a file can carry behind its picture.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.errors import PhotoError
from takeover.wording import photo_words as say

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 4_000_000
"""So large may a photo be as it is sent, and so large may what is made of it be."""
MOST_PIXELS = {"JPEG": 40_000_000, "PNG": 12_600_000, "WEBP": 12_600_000}
"""By kind, for half of our memory: a JPEG need not be unpacked at its full size, others must."""
LONGEST_SIDE = 2048
MOST_SCANS = 100
"""A photo has about ten. A file made of thousands would keep us busy for minutes."""
QUALITIES = (85, 70, 50)
JPEG, PNG, WEBP = "JPEG", "PNG", "WEBP"
FROM_PHONES = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
START_OF_SCAN = b"\xff\xda"
SIXTEEN_BITS = {"I", "I;16", "I;16B", "I;16L", "I;16N"}
BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, MemoryError, TypeError, LookupError,
    ArithmeticError,
)  # fmt: skip
"""What Pillow raises for a file that is cut off, broken or made to break it."""
WHITE = (255, 255, 255)


@dataclass(frozen=True)
class SafePhoto:
    """A photo as we keep it and hand it on: JPEG, or PNG where one can see through it."""

    content: bytes
    media_type: str


def make_safe(sent: bytes) -> SafePhoto:
    """Make a photo safe; what it says of its own type or name is never asked.

    Raises PhotoError with a sentence for the guest.
    """
    from PIL import Image  # noqa: PLC0415 -- slow import, and most requests need none of it

    if len(sent) > MOST_BYTES:
        raise PhotoError(say.TOO_LARGE)
    kind = _kind(sent)
    if kind == JPEG and sent.count(START_OF_SCAN) > MOST_SCANS:
        raise PhotoError(say.NOT_READABLE)
    if kind == WEBP:  # its reader makes room for all pixels before anybody can ask how many
        _count(kind, *_size_of_webp(sent))
    try:
        with Image.open(io.BytesIO(sent), formats=[kind]) as picture:
            _count(kind, *picture.size)
            return _written(_drawn(picture))
    except Image.DecompressionBombError as error:
        raise PhotoError(say.TOO_MANY_PIXELS) from error
    except BROKEN as error:
        raise PhotoError(say.NOT_READABLE) from error


def _kind(sent: bytes) -> str:
    """What a file is by its first bytes."""
    if not sent:
        raise PhotoError(say.NO_PHOTO)
    if sent.startswith(b"\xff\xd8\xff"):
        return JPEG
    if sent.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if sent[:4] == b"RIFF" and sent[8:12] == b"WEBP":
        return WEBP
    if sent[4:8] == b"ftyp" and sent[8:12] in FROM_PHONES:
        raise PhotoError(say.HEIC)
    raise PhotoError(say.NO_KIND_OF_PHOTO)


def _size_of_webp(sent: bytes) -> tuple[int, int]:
    """Width and height as the container tells them (RFC 9649)."""
    head, chunk = sent[20:30].ljust(10, b"\0"), sent[12:16]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _count(kind: str, width: int, height: int) -> None:
    """Refuse by what the file says of its size, before a single pixel is unpacked."""
    if width * height > MOST_PIXELS[kind]:
        raise PhotoError(say.TOO_MANY_PIXELS)


def _drawn(picture: Image) -> Image:
    """The first picture of a file, in plain colours, small and upright."""
    from PIL import ImageOps  # noqa: PLC0415 -- slow import

    # A JPEG is unpacked at half its size or less where that is still large enough.
    smaller = min(1.0, LONGEST_SIDE / max(picture.size))
    wanted = max(1, round(picture.width * smaller)), max(1, round(picture.height * smaller))
    picture.draft(None, wanted)
    picture.load()
    exif = picture.getexif()
    plain = _in_plain_colours(picture)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain.info = {"exif": exif.tobytes()} if _turned(exif.get(0x0112)) else {}
    upright = ImageOps.exif_transpose(plain)
    upright.info = {}  # some writers copy from here what nobody gave them
    return upright


def _turned(orientation: object) -> bool:
    return isinstance(orientation, int) and 2 <= orientation <= 8


def _in_plain_colours(picture: Image) -> Image:
    if picture.mode in SIXTEEN_BITS:
        grey = picture.convert("I").point(lambda value: value / 256)
        return grey.convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    lowest = clear.getchannel("A").getextrema()[0]
    return clear.convert("RGB") if lowest == 255 else clear


def _written(picture: Image) -> SafePhoto:
    """The pixels as a new file; one that can be seen through is put on white if it is large."""
    from PIL import Image  # noqa: PLC0415 -- slow import

    if picture.mode == "RGBA":
        made = io.BytesIO()
        picture.save(made, PNG)
        if made.tell() <= MOST_BYTES:
            return SafePhoto(made.getvalue(), "image/png")
        white = Image.new("RGB", picture.size, WHITE)
        white.paste(picture, mask=picture.getchannel("A"))
        picture = white
    for quality in QUALITIES:
        made = io.BytesIO()
        picture.save(made, JPEG, quality=quality)
        if made.tell() <= MOST_BYTES:
            return SafePhoto(made.getvalue(), "image/jpeg")
    raise PhotoError(say.TOO_LARGE)
