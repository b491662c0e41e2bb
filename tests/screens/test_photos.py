"""What a crew attaches to its report: pictures by their bytes, as many as a report needs."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from webapp.processes.forms.files import PhotosField

JPEG, PNG = b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"
WEBP, HEIC = b"RIFF\x00\x00\x00\x00WEBP", b"\x00\x00\x00\x18ftypheic"


def picture(
    content: bytes, *, name: str = "door.png", kind: str = "image/png"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(JPEG, "image/jpeg"), (PNG, "image/png"), (WEBP, "image/webp"), (HEIC, "image/heic")],
)
def test_a_picture_is_what_its_bytes_say(content: bytes, kind: str) -> None:
    [taken] = PhotosField().clean([picture(content, kind="application/x-anything")])

    assert (taken.content_type, taken.read()) == (kind, content)


@pytest.mark.parametrize(
    "content",
    [b"<svg/>", b"<html>", b"%PDF-1.7", b"PK\x03\x04", b"\x89PN", b"RIFF....WAVE", b"....ftypisom"],
)
def test_what_only_calls_itself_a_picture_is_refused(content: bytes) -> None:
    with pytest.raises(forms.ValidationError):
        PhotosField().clean([picture(content)])


def test_a_report_has_a_dozen_pictures_at_most() -> None:
    assert len(PhotosField().clean([picture(PNG)] * 12)) == 12
    with pytest.raises(forms.ValidationError):
        PhotosField().clean([picture(PNG)] * 13)


def test_pictures_are_sixty_megabytes_together_at_most() -> None:
    large = picture(JPEG + bytes(9 * 1024 * 1024))

    assert len(PhotosField().clean([large] * 6)) == 6
    with pytest.raises(forms.ValidationError):
        PhotosField().clean([large] * 7)
