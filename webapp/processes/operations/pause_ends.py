"""The last day of a pause is changed: earlier or later, within the limits of whoever does it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from webapp.processes.declarations import PauseKind
from webapp.processes.models import Case, Pause, Wish
from webapp.processes.operations import journal, limits, pausing, terms
from webapp.processes.operations.limits import Asked
from webapp.processes.operations.pausing import UnableToEnd, UnableToPause
from webapp.processes.queries import pauses
from webapp.staff.models import User


@dataclass(frozen=True, slots=True)
class Change:
    """From which last day, as it was ``seen``, to which, and why."""

    seen: date | None
    until: date
    reason: str


@transaction.atomic
def change(*, case_id: int, pause_id: int, change: Change, by: User, today: date) -> Pause:
    """Let a pause that stands end on another day. Its length counts from its beginning.

    :raises UnableToEnd: when it is over already
    :raises UnableToPause: when somebody has changed it meanwhile, or the day is no other, not
        ahead or too far
    :raises BeyondLimit: when the person decides less than that alone
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    pause = pauses.standing(case=case).filter(pk=pause_id).first()
    if pause is None:
        raise UnableToEnd(_("This pause is over already: reload the page."))
    kind = pausing.declared(case, pause.kind)
    _refuse(
        pause,
        kind,
        change,
        today,
    )
    asked = _asked(pause, kind, change)
    limits.weigh(
        case=case,
        asked=asked,
        by=by,
        today=pause.since,
    )
    former, pause.until = pause.until, change.until
    pause.save(update_fields=["until"])
    terms.move_on(case=case, today=today)
    journal.tell(
        case_id=case_id,
        fact="pause-end-changed",
        by=by,
        today=today,
        ground=change.reason,
        outcome=kind.code,
        until=change.until.isoformat(),
        former=former.isoformat() if former else "",
    )
    return pause


def change_as_wished(case: Case, wish: Wish, by: User, today: date) -> None:
    """Change the end of a pause as somebody wished, in the name of who gives leave.

    :raises UnableToPause: see ``change``; or when the pause is over by now
    """
    given = wish.given
    seen = given["seen"]
    try:
        change(
            case_id=case.pk,
            pause_id=given["pause"],
            change=Change(
                date.fromisoformat(seen) if seen else None,
                date.fromisoformat(given["until"]),
                given["reason"],
            ),
            by=by,
            today=today,
        )
    except UnableToEnd as error:
        raise UnableToPause(str(error)) from error


def _refuse(pause: Pause, kind: PauseKind, change: Change, today: date) -> None:
    if pause.until != change.seen:
        raise UnableToPause(
            _("Meanwhile a colleague has changed the last day to %(day)s: look at it again.")
            % {"day": _day(pause.until)}
        )
    if change.until == pause.until:
        raise UnableToPause(_("It ends on this day already: nothing is changed."))
    pausing.refuse_day(kind, change.until, today)


def _asked(pause: Pause, kind: PauseKind, change: Change) -> Asked:
    told = {"pause": kind.title, "day": _day(change.until), "reason": change.reason}
    return Asked(
        kind.code,
        change.until,
        _("%(pause)s to last until %(day)s: %(reason)s") % told,
        given={
            "pause": pause.pk,
            "seen": pause.until.isoformat() if pause.until else "",
            "until": change.until.isoformat(),
            "reason": change.reason,
        },
    )


def _day(day: date | None) -> str:
    if day is None:
        return "—"
    return formats.date_format(day, "SHORT_DATE_FORMAT")
