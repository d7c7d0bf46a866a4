"""A photo made safe: what it may be, what is left of it, and what is refused unopened."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import takeover.photos
from takeover.errors import PhotoError
from takeover.photos import LONGEST_SIDE, MOST_BYTES, SafePhoto, make_safe
from takeover.wording import photo_words as say

RED, BLUE = (255, 0, 0), (0, 0, 255)
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Red, with its left upper quarter in blue, so that one can tell how it stands."""
    drawn = Image.new("RGB", size, RED)
    drawn.paste(BLUE, (0, 0, size[0] // 2, size[1] // 2))
    return drawn.convert(mode)


def saved(drawn: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    made = io.BytesIO()
    drawn.save(made, kind, **options)
    return made.getvalue()


def opened(photo: SafePhoto) -> Image.Image:
    found = Image.open(io.BytesIO(photo.content))
    found.load()
    return found


def refusal(sent: bytes) -> str:
    with pytest.raises(PhotoError) as refused:
        make_safe(sent)
    return str(refused.value)


def corner(photo: SafePhoto) -> str:
    """Where the blue quarter is."""
    drawn = opened(photo).convert("RGB")
    width, height = drawn.size
    places = {"left upper": (1, 1), "right upper": (width - 2, 1)}
    places |= {"left lower": (1, height - 2), "right lower": (width - 2, height - 2)}
    blue = [name for name, at in places.items() if drawn.getpixel(at)[2] > 128]  # type: ignore[index]
    return ", ".join(blue)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and has hardly a pixel."""

    def chunk(name: bytes, held: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + held))
        return struct.pack(">I", len(held)) + name + held + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def webp_of_size(chunk: bytes, held: bytes) -> bytes:
    return b"RIFF\x20\0\0\0WEBP" + chunk + struct.pack("<I", len(held)) + held


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P"])
def test_each_kind_comes_out_as_a_jpeg(kind: str, mode: str) -> None:
    if kind == "JPEG" and mode == "P":
        pytest.skip("a JPEG has no palette")
    photo = make_safe(saved(picture(mode=mode), kind))
    assert (photo.media_type, opened(photo).format) == ("image/jpeg", "JPEG")
    assert (opened(photo).size, opened(photo).mode) == ((60, 40), "RGB")


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_one_can_see_through_stays_so(kind: str) -> None:
    clear = picture(mode="RGBA")
    clear.putpixel((59, 39), (0, 0, 0, 0))
    photo = make_safe(saved(clear, kind, lossless=True))
    assert (photo.media_type, opened(photo).format) == ("image/png", "PNG")
    assert opened(photo).getpixel((59, 39))[3] == 0  # type: ignore[index]


def test_a_palette_with_a_colour_to_see_through_stays_so() -> None:
    photo = make_safe(saved(Image.new("P", (9, 9), 0), "PNG", transparency=0))
    assert photo.media_type == "image/png"


def test_what_could_be_seen_through_and_cannot_is_a_jpeg() -> None:
    assert make_safe(saved(picture(mode="RGBA"), "PNG")).media_type == "image/jpeg"


def test_colours_of_a_printing_press_become_those_of_a_screen() -> None:
    photo = make_safe(saved(picture(mode="CMYK")))
    assert (opened(photo).mode, corner(photo)) == ("RGB", "left upper")


def test_sixteen_bits_become_eight_and_not_white() -> None:
    deep = Image.new("I;16", (20, 20), 32_768)
    drawn = opened(make_safe(saved(deep, "PNG")))
    assert drawn.getpixel((10, 10)) == (128, 128, 128)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("turned", "size", "where"),
    [
        (1, (60, 40), "left upper"),
        (2, (60, 40), "right upper"),
        (3, (60, 40), "right lower"),
        (4, (60, 40), "left lower"),
        (5, (40, 60), "left upper"),
        (6, (40, 60), "right upper"),
        (7, (40, 60), "right lower"),
        (8, (40, 60), "left lower"),
    ],
)
def test_it_stands_upright(kind: str, turned: int, size: tuple[int, int], where: str) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    photo = make_safe(saved(picture(), kind, exif=exif))
    assert (opened(photo).size, corner(photo)) == (size, where)


@pytest.mark.parametrize("turned", [0, 9, 65_535])
def test_a_way_of_standing_that_is_none_is_left_alone(turned: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    assert corner(make_safe(saved(picture(), exif=exif))) == "left upper"


def with_secrets(kind: str) -> bytes:
    """A photo that tells where, when, by whom and with what it was taken."""
    exif = Image.Exif()
    exif[MAKER], exif[0x0132], exif[0x013B] = "SecretPhone", "SecretDay", "SecretName"
    exif.get_ifd(GPS)[29] = "SecretPlace"
    secrets: dict[str, object] = {"exif": exif, "icc_profile": b"SecretProfile" * 20}
    if kind == "PNG":
        words = PngInfo()
        words.add_text("Author", "SecretText")
        words.add_itxt("XML:com.adobe.xmp", "<x>SecretXmp</x>")
        secrets["pnginfo"] = words
    else:
        secrets["xmp"] = b"<x>SecretXmp</x>"
    if kind == "JPEG":
        secrets["comment"] = b"SecretComment"
    return saved(picture(), kind, **secrets) + b"SecretBehind"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_left(kind: str) -> None:
    sent = with_secrets(kind)
    assert sent.count(b"Secret") >= 5
    photo = make_safe(sent)
    assert b"Secret" not in photo.content
    assert dict(opened(photo).getexif()) == {}
    shown = {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert set(opened(photo).info) - shown == set()


def test_nothing_is_left_of_what_one_can_see_through_either() -> None:
    words = PngInfo()
    words.add_text("Author", "SecretText")
    clear = Image.new("RGBA", (9, 9), (1, 2, 3, 4))
    photo = make_safe(saved(clear, "PNG", pnginfo=words, icc_profile=b"SecretProfile"))
    assert (b"Secret" in photo.content, opened(photo).info) == (False, {})


def test_a_file_that_is_a_page_as_well_is_only_a_picture_afterwards() -> None:
    page = b"<html><script>alert(1)</script></html>"
    assert b"script" not in make_safe(saved(picture(), comment=page) + page).content


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((4096, 3072), (2048, 1536)),
        ((1000, 4000), (512, 2048)),
        ((2048, 2048), (2048, 2048)),
        ((9000, 1), (2048, 1)),
        ((1, 1), (1, 1)),
    ],
)
def test_it_is_made_small_but_never_large(size: tuple[int, int], small: tuple[int, int]) -> None:
    for kind in ("JPEG", "PNG"):
        assert opened(make_safe(saved(Image.new("RGB", size, RED), kind))).size == small


def test_one_that_stays_large_is_put_on_white() -> None:
    noise = Image.effect_noise((1500, 1500), 80)
    clear = Image.merge("RGBA", [noise, noise, noise, noise])
    sent = saved(clear, "WEBP", quality=60)
    assert len(sent) <= MOST_BYTES
    photo = make_safe(sent)
    assert photo.media_type == "image/jpeg"
    assert len(photo.content) <= MOST_BYTES


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_of_moving_pictures_the_first_is_taken(kind: str) -> None:
    others = [Image.new("RGB", (60, 40), BLUE)]
    sent = saved(picture(), kind, save_all=True, append_images=others, lossless=True)
    photo = make_safe(sent)
    assert (photo.media_type, corner(photo)) == ("image/jpeg", "left upper")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", say.NO_PHOTO),
        (b"GIF89a" + b"\0" * 40, say.NO_KIND_OF_PHOTO),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", say.NO_KIND_OF_PHOTO),
        (b"%PDF-1.7", say.NO_KIND_OF_PHOTO),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", say.HEIC),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1", say.HEIC),
        (b"\0\0\0\x18ftypmp42", say.NO_KIND_OF_PHOTO),
        (b"\xff\xd8\xff", say.NOT_READABLE),
        (b"\x89PNG\r\n\x1a\n", say.NOT_READABLE),
        (b"RIFF\0\0\0\0WEBP", say.NOT_READABLE),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, say.TOO_LARGE),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(sent: bytes, said: str) -> None:
    assert refusal(sent) == said


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_one_that_was_cut_off_is_refused(kind: str) -> None:
    whole = saved(Image.effect_noise((200, 200), 50).convert("RGB"), kind)
    assert refusal(whole[: len(whole) // 2]) == say.NOT_READABLE


def test_a_bomb_is_refused_by_what_it_says_of_its_size() -> None:
    canvas = struct.pack("<I", 0) + (16_000 - 1).to_bytes(3, "little") * 2
    both = 16_000 - 1 | (16_000 - 1) << 14
    bombs = [
        png_of_size(60_000, 60_000),
        png_of_size(4000, 3200),
        webp_of_size(b"VP8X", canvas),
        webp_of_size(b"VP8L", b"\x2f" + struct.pack("<I", both) + b"\0" * 8),
        webp_of_size(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 16_000, 16_000)),
    ]
    assert [refusal(bomb) for bomb in bombs] == [say.TOO_MANY_PIXELS] * len(bombs)


def test_a_jpeg_larger_than_any_camera_makes_is_refused() -> None:
    head = saved(picture())
    at = head.index(b"\xff\xc0") + 5
    sent = head[:at] + struct.pack(">HH", 65_000, 65_000) + head[at + 4 :]
    assert refusal(sent) == say.TOO_MANY_PIXELS


def test_a_jpeg_of_a_thousand_scans_is_refused() -> None:
    assert refusal(saved(picture()) + b"\xff\xda\0" * 1000) == say.NOT_READABLE


def test_words_packed_small_in_a_png_do_not_unpack_for_ever() -> None:
    words = PngInfo()
    words.add_text("Author", "a" * 20_000_000, zip=True)
    assert refusal(saved(picture(), "PNG", pnginfo=words)) == say.NOT_READABLE


@given(st.data())
def test_a_broken_photo_is_a_photo_or_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(saved(picture(), data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))))
    places = st.integers(8, len(whole) - 1)
    for at in data.draw(st.lists(places, max_size=6)):
        whole[at] = data.draw(st.integers(0, 255))
    said = "taken"
    try:
        photo = make_safe(bytes(whole))
    except PhotoError as error:
        said = str(error)
    else:
        assert max(opened(photo).size) <= LONGEST_SIDE
    assert said in {"taken", say.NOT_READABLE, say.NO_KIND_OF_PHOTO, say.TOO_MANY_PIXELS}


def test_who_handles_no_photo_imports_no_pillow() -> None:
    code = "import sys, takeover.photos; print('PIL' in sys.modules)"
    here = {"PYTHONPATH": str(Path(takeover.photos.__file__).parents[1])}
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=here
    )
    assert said.stdout == "False\n"
