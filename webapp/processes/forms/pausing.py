"""What pauses a case from its page, and ends a pause early: the actions of every declared kind."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.declarations import Action, Pages, PauseKind, PausePage, Process
from webapp.processes.forms.actions import ActionForm
from webapp.processes.models import Case, Pause
from webapp.processes.operations import pause_ends, pausing
from webapp.processes.queries import labels, pauses
from webapp.staff.forms import DayField, MoneyField, TextField
from webapp.staff.models import User
from workflows.interfaces import days


class PauseForm(ActionForm):
    """A pause needs a reason, mostly a last day, and what it is about when that is not all."""

    reason = TextField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
    until = DayField()
    parts = forms.MultipleChoiceField(
        label=_("What it is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: everything."),
    )
    amount = MoneyField(
        label=_("Sum that it is about, ₽"),
        required=False,
        help_text=_("Without a sum: everything."),
    )

    def __init__(self, *args: Any, pause: tuple[PauseKind, PausePage], **kwargs: Any) -> None:
        """Ask for what a pause of this kind needs."""
        super().__init__(*args, **kwargs)
        self.kind, self.page = pause
        self.fields["reason"].label = str(self.page.reason)
        self._ask_for_end()
        self._ask_for_part()

    def _ask_for_end(self) -> None:
        if self.kind.span is None:
            del self.fields["until"]
            return
        field = DayField(
            label=self.page.until,
            span=self.kind.span,
            required=self.kind.needs_end,
        )
        self.fields["until"] = field

    def _ask_for_part(self) -> None:
        choices = self.page.parts(self.case)
        if self.page.scope == Pause.Scope.SUM or not choices:
            del self.fields["parts"]
        else:
            self.fields["parts"].choices = choices  # type: ignore[attr-defined]
        if self.page.scope != Pause.Scope.SUM:
            del self.fields["amount"]

    def supposed(self, today: date) -> Mapping[str, Any]:
        """Return the shortest pause."""
        return {"reason": "—", "until": today.isoformat()}

    def rests_until(self) -> date | None:
        """Return the last day of the pause."""
        return self.cleaned_data.get("until")

    def done(self) -> str:
        """Return until when the case rests."""
        until = self.cleaned_data.get("until")
        if until is None:
            return str(self.page.done_open)
        day = formats.date_format(until, "SHORT_DATE_FORMAT")
        return str(self.page.done) % {"until": day}

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Pause the case."""
        pausing.pause(
            case_id=case_id,
            kind=self.kind.code,
            reason=self.cleaned_data["reason"],
            until=self.cleaned_data.get("until"),
            part=self._part(),
            by=by,
            today=today,
        )

    def _part(self) -> pausing.Part:
        parts = self.cleaned_data.get("parts")
        amount = self.cleaned_data.get("amount")
        if not parts and not amount:
            return pausing.EVERYTHING
        return pausing.Part(
            Pause.Scope(self.page.scope),
            tuple(parts or ()),
            amount,
        )


class EndPauseForm(ActionForm):
    """Ending a pause early needs no more than a yes; of several of a kind, which."""

    which = forms.ModelChoiceField(
        label=_("Which pause"),
        queryset=Pause.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, pause: tuple[PauseKind, PausePage], **kwargs: Any) -> None:
        """Offer the pauses of this kind that stand."""
        super().__init__(*args, **kwargs)
        self.kind, _page = pause
        if self.kind.is_alone:
            del self.fields["which"]
            return
        standing = pauses.standing(case=self.case).filter(kind=self.kind.code)
        which: Any = self.fields["which"]
        which.queryset = standing
        which.initial = standing.last()
        which.label_from_instance = labels.pause_in_words

    def supposed(self, _today: date) -> Mapping[str, Any]:
        """Return the newest pause of the kind."""
        newest = pauses.standing(case=self.case).filter(kind=self.kind.code).last()
        return {"which": newest and newest.pk}

    def done(self) -> str:
        """Return that the case goes on."""
        return gettext("The pause is ended: the case goes on.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """End that pause, and no other that may stand by now."""
        which = self.cleaned_data.get("which")
        pausing.end(
            case_id=case_id,
            kind=self.kind.code,
            by=by,
            today=today,
            pause_id=which and which.pk,
        )


class ChangeEndForm(EndPauseForm):
    """Another last day of a pause, and why."""

    until = DayField()
    reason = TextField(
        label=_("Why it is changed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
    # the last day as the person saw it: of two who change it the second hears of the first
    seen = DayField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, pause: tuple[PauseKind, PausePage], **kwargs: Any) -> None:
        """Begin with the day on which it ends now."""
        super().__init__(
            *args,
            pause=pause,
            **kwargs,
        )
        _kind, page = pause
        newest = self._standing()
        label = str(page.until)
        self.fields["until"] = DayField(label=label, span=self.kind.span or days.HELD)
        self.order_fields(["which", "until"])
        if newest:
            self.initial.update(until=newest.until, seen=newest.until)

    def _standing(self) -> Pause | None:
        return pauses.standing(case=self.case).filter(kind=self.kind.code).last()

    def supposed(self, today: date) -> Mapping[str, Any]:
        """Return the earliest end."""
        seen = self.initial.get("seen")
        return {**super().supposed(today), "reason": "—", "until": today.isoformat(), "seen": seen}

    def rests_until(self) -> date | None:
        """Return the new last day."""
        return self.cleaned_data.get("until")

    def done(self) -> str:
        """Return until when the case rests now."""
        day = formats.date_format(self.cleaned_data["until"], "SHORT_DATE_FORMAT")
        return gettext("The last day is changed: the case rests until %(day)s.") % {"day": day}

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Change the end of that pause."""
        given = self.cleaned_data
        which = given.get("which") or self._standing()
        if which is None:
            raise pausing.UnableToEnd(gettext("This pause is over already: reload the page."))
        pause_ends.change(
            case_id=case_id,
            pause_id=which.pk,
            change=pause_ends.Change(
                given["seen"],
                given["until"],
                given["reason"],
            ),
            by=by,
            today=today,
        )


def actions(pages: Pages) -> Mapping[str, Action]:
    """Return what may be done to a case: to pause it as its process declares, and the rest."""
    process = registry.process_of(code=pages.process)
    return {
        **dict(_begun(process, pages)),
        **dict(_changed(process, pages)),
        **dict(_ended(process, pages)),
        **pages.actions,
    }


def _begun(process: Process, pages: Pages) -> Iterator[tuple[str, Action]]:
    for kind in process.pauses:
        page = pages.pauses[kind.code]
        action = Action(
            partial(PauseForm, pause=(kind, page)),
            page.title,
            page.text,
            page.icon,
            page.permission,
            sides=_sides(process, kind),
        )
        yield _code(kind), action


def _ended(process: Process, pages: Pages) -> Iterator[tuple[str, Action]]:
    for kind in process.pauses:
        page = pages.pauses[kind.code]
        if page.end is None:
            continue
        action = Action(
            partial(EndPauseForm, pause=(kind, page)),
            page.end,
            page.goes_on,
            "resume",
            page.permission,
            sides=_sides_of_end(process, kind),
            fits=partial(_stands, kind),
        )
        yield f"end-{_code(kind)}", action


def _changed(process: Process, pages: Pages) -> Iterator[tuple[str, Action]]:
    for kind in process.pauses:
        page = pages.pauses[kind.code]
        if page.change is None or kind.span is None:
            continue
        action = Action(
            partial(ChangeEndForm, pause=(kind, page)),
            page.change,
            _("Earlier or later; the reason stays in the journal."),
            "edit_calendar",
            page.permission,
            sides=_sides_of_end(process, kind),
            fits=partial(_stands, kind),
        )
        yield f"change-{_code(kind)}", action


def _code(kind: PauseKind) -> str:
    return kind.code.lower().replace("_", "-")


def _sides(process: Process, kind: PauseKind) -> tuple[str, ...]:
    """A pause that does not stand alone may begin beside others."""
    if kind.is_alone:
        return (pauses.ACTIVE,)
    others = [other.code for other in process.pauses if not other.is_alone]
    return (pauses.ACTIVE, *others)


def _sides_of_end(process: Process, kind: PauseKind) -> tuple[str, ...]:
    """A case says itself when a pause stands alone in it."""
    if kind.is_alone:
        return (kind.code,)
    return _sides(process, kind)


def _stands(kind: PauseKind, case: Case) -> bool:
    if kind.is_alone:
        return True
    return pauses.standing(case=case).filter(kind=kind.code).exists()
