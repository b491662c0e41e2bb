"""What addresses are asked with, beside pages and filters."""

from datetime import date

from django.utils.translation import gettext as _
from rest_framework.request import Request

from webapp.api.protocol.problems import Code, Fault, Problem
from webapp.staff import queries as staff
from workflows.interfaces import days


def refuse_unknown(request: Request, known: set[str]) -> None:
    """Refuse a parameter that nobody knows: a slip of the pen would ask for everything.

    :raises Problem: when there is one
    """
    unknown = sorted(set(request.query_params) - known)
    if not unknown:
        return
    names = ", ".join(sorted(known)) or "—"
    detail = _("There is no such parameter. Known: %(names)s.") % {"names": names}
    raise Problem(
        Code.INVALID,
        _("See “errors”."),
        faults=[Fault(detail, name) for name in unknown],
    )


def day(request: Request, name: str, *, today: date) -> date:
    """Return a day that an address is asked about; today when it names none.

    :raises Problem: when it is no day, or none that anything can be known about
    """
    text = request.query_params.get(name)
    if text is None:
        return today
    try:
        asked = date.fromisoformat(text)
    except ValueError as error:
        raise _wrong(name, _("Write the day as 2026-11-16.")) from error
    if doubt := staff.doubt_about_day(asked, span=days.ANY, today=today):
        raise _wrong(name, doubt)
    return asked


def _wrong(name: str, detail: str) -> Problem:
    return Problem(
        Code.INVALID,
        _("See “errors”."),
        faults=[Fault(detail, name)],
    )
