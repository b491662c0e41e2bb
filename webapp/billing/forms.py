"""What is asked of a person who loads a debts registry or enters a key rate."""

from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextInputWidget

from webapp.staff.forms import DayField, MoneyField, TextField
from webapp.uploads.tables import sheets


class UploadForm(forms.Form):
    """A file of a registry; its content is read by the preview."""

    file = forms.FileField(
        label=_("Registry (xlsx, xls, csv)"),
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
        choices=[(Choice.ALL, _("All rows or nothing")), (Choice.GOOD, _("The good rows only"))],
        initial=Choice.ALL,
    )

    @property
    def good_rows_only(self) -> bool:
        """Say whether wrong rows are left out."""
        cleaned: dict[str, Any] = self.cleaned_data
        return bool(cleaned["choice"] == self.Choice.GOOD)


class KeyRateForm(forms.Form):
    """The next key rate, with the press release it comes from."""

    effective_from = DayField(
        label=_("In effect from"), widget=UnfoldAdminTextInputWidget(attrs={"type": "date"})
    )
    rate_percent = MoneyField(
        label=_("Rate, %"),
        min_value=Decimal("0.01"),
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"}),
    )
    source = TextField(
        label=_("Source: the decision of the Bank of Russia"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget(),
    )
