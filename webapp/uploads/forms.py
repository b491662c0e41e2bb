"""What is asked of a person who brings a table."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminFileFieldWidget

from webapp.staff.forms import TextField
from webapp.uploads.tables import sheets
from webapp.uploads.tables.columns import Header

_NOT_READ = ("", gettext_lazy("— not read —"))


class UploadForm(forms.Form):
    """A file with a table; its content is read by the preview."""

    file = forms.FileField(
        label=gettext_lazy("Table (xlsx, xls, csv)"),
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse by size and extension before anything is read."""
        file = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower().lstrip(".") not in sheets.EXTENSIONS:
            raise forms.ValidationError(
                _("Only xlsx, xls and csv files are read. Save the table in one of these formats.")
            )
        if (file.size or 0) > sheets.MAX_BYTES:
            limit = {"size": sheets.MAX_BYTES // 1024 // 1024}
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Split it into parts."),
                params=limit,
            )
        return file


class ChoiceForm(forms.Form):
    """All or nothing, or the good rows."""

    class Choice:
        """The two ways."""

        ALL = "all"
        GOOD = "good"

    choice = forms.ChoiceField(
        choices=[
            (Choice.ALL, gettext_lazy("All rows or nothing")),
            (Choice.GOOD, gettext_lazy("The good rows only")),
        ],
        initial=Choice.ALL,
    )

    @property
    def good_rows_only(self) -> bool:
        """Say whether wrong rows are left out."""
        cleaned: dict[str, Any] = self.cleaned_data
        return bool(cleaned["choice"] == self.Choice.GOOD)


class ColumnsForm(forms.Form):
    """Which column of a file is which of ours."""

    whose = TextField(
        label=gettext_lazy("Whose files are such (to be recognized by people)"),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, header: Header | None = None, **kwargs: Any) -> None:
        """Ask about each header of the file; what is recognized is proposed."""
        super().__init__(
            *args,
            **kwargs,
        )
        self.header = header
        self.count = 0
        if header is None:
            return
        known = [(column.key, column.title) for column in header.layout.columns]
        for place, title in enumerate(header.cells):
            column = header.places.get(place)
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=title or "—",
                choices=[_NOT_READ, *known],
                required=False,
                initial=column.key if column else "",
            )
            self.count += 1

    def keys(self) -> list[str]:
        """Return the key of each column, by place."""
        return [self.cleaned_data[f"column{place}"] for place in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """Refuse columns that tell one thing twice, or leave out what a table must tell."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.header is None or self.errors:
            return cleaned
        layout = self.header.layout
        keys = [key for key in self.keys() if key]
        doubled = sorted({layout.by_key[key].title for key in keys if keys.count(key) > 1})
        if doubled:
            raise forms.ValidationError(
                _("One thing is told by two columns: %(columns)s. Choose one of them."),
                params={"columns": ", ".join(doubled)},
            )
        if missing := layout.missing(set(keys)):
            raise forms.ValidationError(
                _("Say which columns these are: %(columns)s."),
                params={"columns": ", ".join(missing)},
            )
        return cleaned
