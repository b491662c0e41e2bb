"""Every form of the house is given what nobody should type: it refuses in words or lets through what can be kept, never breaks."""

import inspect
import pkgutil
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from itertools import product
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

import webapp
from tests import factories
from tests.house import source
from tests.recovery import living
from webapp.contracts.models import Account
from webapp.oversight import registry as oversight
from webapp.processes import registry
from webapp.staff.admin import LinesInline
from webapp.staff.forms import DayField, FiguresField, TextField, WholeField
from webapp.tasks.models import Task
from workflows.interfaces import days
from workflows.interfaces.clock import MOSCOW

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)
DAYS = (
    *("9999-12-31", "31.12.9999", "0001-01-01", "01.01.9000", "2999-06-30", "31.02.2026"),
    *("1.1.1", "12.13.2026", "2026-12-31\x00", "\u202e2026-01-01", "28.11.20226", "бессрочно"),
)
NUMBERS = (
    *("1e9999999", "1E-9999999", "0e99999999", "9,99e+999999", "NaN", "sNaN", "-sNaN1", "nan"),
    *("Infinity", "-inf", "-1", "−1", "--1", "1_000", "0x10", ".", ",", "1,2,3", "9" * 5000),
    *("1\x00", "\u202e12", "1\u200b2", "٣", "1" * 20 + "," + "1" * 20, "0." + "0" * 400 + "1"),
)
WORDS = (
    *("\x00", "а\x00б", "\u202eвонавИ", "Иванов\u2066", "Пе\u200bтров", "\u200b", "\ufeffАО"),
    *("\x1b[2J", "\ud800", "\u200f", "а\u00adб", "a" * 100_000, "<script>", "'; --", "%s%n", " "),
)
HOSTILE = (*DAYS, *NUMBERS, *WORDS)
# whole forms ask the database: a few of each kind
WORST = (*DAYS[:2], *NUMBERS[:1], "sNaN", *WORDS[:3])
# what the fields of Django's own form of a user check in their own way
NOT_OURS = {"username", "password", "password1", "password2", "usable_password", "email"} | {
    *("old_password", "new_password1", "new_password2")
}


def form_classes() -> list[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(webapp.__path__, "webapp."):
        if ".forms" in module.name or ".views" in module.name:
            import_module(module.name)
    known: list[type[forms.BaseForm]] = []
    waiting = [forms.BaseForm]
    while waiting:
        found = [cls for cls in waiting.pop().__subclasses__() if cls not in known]
        known += found
        waiting += found
    ours = [cls for cls in known if cls.__module__.startswith("webapp.")]
    return sorted(ours, key=lambda cls: (cls.__module__, cls.__name__))


def office() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = factories.create_staff(role="ADMINISTRATOR")
    request.user.is_superuser = True
    return request


def forms_of_rows() -> Iterator[type[forms.BaseForm]]:
    request = office()
    for model_admin in admin.site._registry.values():
        yield model_admin.get_form(request)
        for inline in model_admin.get_inline_instances(request):
            if isinstance(inline, LinesInline):
                yield inline.get_formset(request).form


def plain_forms() -> list[type[forms.BaseForm]]:
    return [cls for cls in form_classes() if not issubclass(cls, forms.BaseModelForm)]


def fields(cls: type[forms.BaseForm]) -> dict[str, forms.Field]:
    known: dict[str, forms.Field] = cls.base_fields  # type: ignore[attr-defined]
    return {name: field for name, field in known.items() if name not in NOT_OURS}


def may_be_kept(value: Any) -> bool:
    match value:
        case str():
            unseen = {"Cc", "Cf", "Cs"} & {unicodedata.category(sign) for sign in value}
            return not unseen or set(value) <= set("\n\t\r")
        case Decimal():
            return value.is_finite() and abs(value) < 10**15 and len(str(value)) < 40
        case date():
            return days.RECORDED.holds(value, today=TODAY)
        case _:
            return True


def weak_spots(cls: type[forms.BaseForm]) -> Iterator[str]:
    for name, field in fields(cls).items():
        for value in HOSTILE:
            try:
                cleaned = field.clean(value)
            except ValidationError as error:
                assert all(error.messages)
            except Exception as error:  # a break of any kind is what is looked for
                yield f"{cls.__name__}.{name}: {value[:30]!r}: {error!r}"
            else:
                if not may_be_kept(cleaned):
                    yield f"{cls.__name__}.{name}: {value[:30]!r} is let through"


def test_the_walk_sees_the_forms_of_the_house() -> None:
    names = {cls.__name__ for cls in form_classes()}

    assert {"PauseForm", "PlanForm", "JudgmentForm", "HandForm", "KeyRateForm"} <= names
    assert {"PartyForm", "PenaltyForm", "DebtorsForm", "MarkContactForm", "StageForm"} <= names
    assert len(names) > 50


def test_no_field_of_a_form_breaks_or_lets_through_what_cannot_be_kept() -> None:
    found = [spot for cls in plain_forms() for spot in weak_spots(cls)]

    assert not found, "\n".join(found)


def test_no_field_of_a_row_breaks_or_lets_through_what_cannot_be_kept() -> None:
    found = [spot for cls in forms_of_rows() for spot in weak_spots(cls)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (forms.DateField, DayField),
        (forms.DecimalField, FiguresField),
        (forms.IntegerField, WholeField),
        (forms.CharField, TextField),
    ],
    ids=lambda cls: cls.__name__,
)
def test_days_numbers_and_words_are_asked_for_with_our_fields(
    theirs: type[forms.Field], ours: type[forms.Field]
) -> None:
    # a subclass of Django's own field is another kind: a sum is no whole number, an e-mail address no free text
    found = [
        f"{cls.__name__}.{name}"
        for cls in plain_forms()
        for name, field in fields(cls).items()
        if type(field) is theirs and not isinstance(field, ours)
    ]

    assert not found


def asked_by(cls: type[forms.BaseForm], known: dict[str, Any]) -> dict[str, Any]:
    """Return what a form wants to know besides what is typed."""
    asked: dict[str, inspect.Parameter] = {}
    for parent in cls.__mro__:
        is_asking = parent.__module__.startswith(("webapp.", "django.contrib.auth"))
        if is_asking and "__init__" in vars(parent):
            asked |= inspect.signature(vars(parent)["__init__"]).parameters
    return {name: value for name, value in known.items() if name in asked}


def test_no_form_breaks_on_a_whole_of_wrong_answers_and_says_what_is_wrong_in_russian() -> None:
    boss = living.prepare()
    known = {
        "case": living.open_case(factories.create_debtor(today=living.START)),
        "user": boss,
        "today": TODAY,
        "role": "LAWYER",
        "task": Task(role="LAWYER"),
        "kind": next(kind for _process, kind in registry.kinds()),
        "accounts": Account.objects.all(),
        "request": office(),
        "process": (process := next(registry.processes())),
        "pages": (pages := registry.pages_of(process=process.code)),
        "sources": list(oversight.sources(user=boss)),
        "overview": oversight.overviews(user=boss)[0],
        "now": datetime(2026, 11, 28, 12, tzinfo=MOSCOW),
        "pause": (process.pauses[0], pages and pages.pauses[process.pauses[0].code]),
    }
    told: set[str] = set()
    with translation.override("ru"):
        for cls, value in product(plain_forms(), WORST):
            form = cls(data=dict.fromkeys(fields(cls), value), **asked_by(cls, known))
            told |= {str(error) for errors in form.errors.values() for error in errors}

    assert len(told) > 10
    assert not [error for error in told if not re.search("[А-Яа-я]", error)]


def test_no_template_asks_for_a_day_in_the_language_of_the_browser() -> None:
    native = [
        str(path.relative_to(source.ROOT))
        for path in (source.ROOT / "webapp").rglob("*.html")
        if 'type="date"' in path.read_text(encoding="utf-8")
    ]

    assert native == []
