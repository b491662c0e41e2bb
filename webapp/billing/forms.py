"""What is asked of a person who enters a key rate."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from webapp.staff.forms import DayField, MoneyField, TextField


class KeyRateForm(forms.Form):
    """The next key rate, with the press release it comes from."""

    effective_from = DayField(
        label=_("In effect from"), widget=UnfoldAdminTextInputWidget(attrs={"data-day": ""})
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
