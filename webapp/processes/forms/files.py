"""Files that come with a task: how many, how large, and what they are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget

from webapp.tasks.operations import talk
from webapp.tasks.queries import contents

_MB = 1024 * 1024


class ManyFiles(UnfoldAdminFileFieldWidget):
    """Unfold's script looks for the text field that only its own widget has."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files an office keeps: what is in one says what it is, not its name."""

    most = talk.FILES_MAX
    largest_together = 60 * _MB
    too_many: Any = _("At most %(most)d files of 60 MB together: leave some out.")
    not_ours: Any = _("“%(name)s” is not a picture, a PDF, a Word or Excel file of at most 10 MB.")

    def __init__(self, **kwargs: Any) -> None:
        """Let several be chosen at once."""
        kwargs.setdefault("widget", ManyFiles(attrs={"multiple": True}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each of them."""
        sent = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in sent if one]
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most or sum(file.size for file in files) > self.largest_together:
            raise forms.ValidationError(self.too_many, params={"most": self.most})
        for file in files:
            self._check(file)
        return files

    def kind_of(self, file: Any) -> str:
        """Return what is in a file; nothing when it is none that is taken."""
        return contents.kind_of(file.read())

    def _check(self, file: Any) -> None:
        file.content_type = ""
        if file.size <= contents.LARGEST:
            file.content_type = self.kind_of(file)
            file.seek(0)
        if not file.content_type:
            raise forms.ValidationError(self.not_ours, params={"name": file.name})


class PhotosField(FilesField):
    """Some pictures of a visit."""

    too_many = _("At most %(most)d pictures of 60 MB together: leave out those that say the least.")
    not_ours = _("“%(name)s” is not a picture of at most 10 MB.")

    def __init__(self, **kwargs: Any) -> None:
        """Let a telephone offer its camera."""
        looks = {"accept": "image/*", "multiple": True}
        kwargs.setdefault("widget", ManyFiles(attrs=looks))
        super().__init__(**kwargs)

    def kind_of(self, file: Any) -> str:
        """Return which kind of picture it is."""
        return contents.picture(file.read(16))
