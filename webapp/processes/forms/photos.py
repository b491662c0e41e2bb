"""Pictures of a visit: how many, how large, and whether they are pictures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget


class ManyFiles(UnfoldAdminFileFieldWidget):
    """Unfold's script looks for the text field that only its own widget has."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Some pictures: what is in a file says what it is, not its name."""

    widget = ManyFiles
    most = 12
    largest = 10 * 1024 * 1024
    largest_together = 60 * 1024 * 1024

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each of them."""
        files = [
            super(PhotosField, self).clean(one, initial)
            for one in (data if isinstance(data, list | tuple) else [data])
            if one
        ]
        if len(files) > self.most or sum(file.size for file in files) > self.largest_together:
            raise forms.ValidationError(
                _(
                    "At most %(most)d pictures of 60 MB together: leave out those that say "
                    "the least."
                ),
                params={"most": self.most},
            )
        for file in files:
            file.content_type = _kind_of_picture(file.read(16))
            file.seek(0)
            if not file.content_type or file.size > self.largest:
                raise forms.ValidationError(
                    _("“%(name)s” is not a picture of at most 10 MB."),
                    params={"name": file.name},
                )
        return files


def _kind_of_picture(start: bytes) -> str:
    """Return the type of a picture by its first bytes.

    Nothing when it is none that a telephone makes.
    """
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "image/webp"
    is_heic = start[4:8] == b"ftyp" and start[8:12] in {b"heic", b"heix", b"mif1", b"hevc"}
    if is_heic:
        return "image/heic"
    return ""
