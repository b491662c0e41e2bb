"""Why a case waits, until when, and what each branch needs: the decider's own words, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from webapp.correspondence import queries as correspondence
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.recovery.queries import schemes, view
from workflows.debt_recovery import decider
from workflows.interfaces.clock import BusinessClock
from workflows.process import decisions


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a case is doing: a sentence, the last day of the waiting (inclusive), and what would move it."""

    text: str
    until: date | None = None
    needs: tuple[str, ...] = ()


def waiting(case: Case, *, today: date, now: datetime) -> Explanation:
    """Return why a case is where it is at the moment ``now`` of the day ``today``."""
    known = view.case_view(case_id=case.pk, today=today, clock=BusinessClock(), now=now)
    scheme = schemes.scheme_of_version(case.recovery.scheme_version_id)
    decision = decider.decide(scheme=scheme, state=known.state, facts=known.facts, today=today)
    match decision:
        case decisions.Over():
            return Explanation(_("The case is closed."))
        case decisions.Wait(why=why, until=date() as on, at=at) if why.startswith("quiet:"):
            return _quiet(why, on, at)
        case decisions.Wait(why=why, until=until):
            return _waiting(why, until)
        case decisions.Close():
            return Explanation(_("The case is being closed."))
        case _:
            return Explanation(
                _("The next step is being made: %(step)s.")
                % {"step": name_of_step(decision.deed.name)}
            )


def _waiting(why: str, until: date | None) -> Explanation:
    code, _colon, item = why.partition(":")
    last_day = until - timedelta(days=1) if until else None
    if code == "task":
        return Explanation(
            _("Waiting for a person: %(task)s.") % {"task": name_of_step(item)},
            last_day,
            (name_of_step(item), _("full payment")),
        )
    text, needs = _WAITS[code if code != "pause" else why]()
    return Explanation(text, last_day, needs)


def _quiet(why: str, on: date, at: time) -> Explanation:
    _code, reason, channel = why.split(":")
    moment = {
        "day": formats.date_format(on, "SHORT_DATE_FORMAT"),
        "hour": f"{at:%H:%M}",
        "step": name_of_step(channel),
    }
    return Explanation(
        f"{_QUIET[reason]()} {_('It goes on at %(hour)s on %(day)s: %(step)s.') % moment}",
        needs=(_("full payment"),),
    )


_QUIET: dict[str, Callable[[], str]] = {
    "hours": lambda: _("Quiet hours: the debtor may not be written to or called now."),
    "limit": lambda: _(
        "The limit of contacts has been reached: this number has been contacted as often as allowed."
    ),
    "unknown": lambda: _(
        "It is not known whether the debtor may be contacted on this day: the calendar or the rules are out of date."
    ),
}
_WAITS: dict[str, Callable[[], tuple[str, tuple[str, ...]]]] = {
    "term": lambda: (
        _("The debtor has been told; the term to pay is running."),
        (_("end of the term"), _("full payment")),
    ),
    "proof": lambda: (
        _("The message has been sent; waiting for proof of delivery."),
        (_("proof of delivery"), _("the next channel after the day")),
    ),
    "pause:HOLD": lambda: (_("The case is on hold."), (_("end of the hold"), _("full payment"))),
    "pause:PROMISE": lambda: (
        _("The debtor has promised to pay."),
        (_("payment"), _("the promised day")),
    ),
    "pause:DISPUTE": lambda: (
        _("The debt is disputed."),
        (_("settlement of the dispute"), _("full payment")),
    ),
    "plan": lambda: (
        _("The debtor is paying by instalments."),
        (_("the next part"), _("a broken plan")),
    ),
    "stopped": lambda: (
        _("The scheme is stopped: nothing goes out."),
        (_("resumption of the scheme"),),
    ),
    "returned_writ": lambda: (
        _("The bailiffs returned the writ; the law lets it be presented again after this day."),
        (_("the day of a new presentation"), _("full payment")),
    ),
    "left_open": lambda: (
        _(
            "The writ has been left alone for now; after this day it is decided anew whether to present it."
        ),
        (_("a new decision"), _("full payment")),
    ),
    "end_of_scheme": lambda: (
        _("Every stage is done; waiting for money or a decision."),
        (_("full payment"), _("write-off"), _("withdrawal")),
    ),
}


def name_of_step(name: str) -> str:
    """Return what a step is called on screens; the making of a paper by the paper."""
    code = name.split("-")[0]
    if code in correspondence.KINDS:
        paper = correspondence.name_of(code)
        return f"{paper[0].lower()}{paper[1:]}"
    if kind := registry.kind_of(code=code):
        return str(kind.waits)
    known = _STEPS.get(code)
    return known() if known else name


_STEPS: dict[str, Callable[[], str]] = {
    "deliver": lambda: _("proof of delivery"),
    "skip": lambda: _("stage passed over"),
    "email": lambda: _("e-mail"),
    "sms": lambda: _("SMS"),
    "voice": lambda: _("voice call"),
    "pause": lambda: _("end of the pause"),
    "plan": lambda: _("broken instalment plan"),
    "paid": lambda: _("closing: paid"),
    "withdrawn": lambda: _("closing: withdrawn"),
    "bankruptcy": lambda: _("closing: bankruptcy"),
    "written_off": lambda: _("closing: written off"),
    "denied": lambda: _("closing: claim denied"),
}
