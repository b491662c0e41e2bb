"""Filters: codes as names, money as people read it, the addresses of cases and papers."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language

from webapp.correspondence import queries as correspondence
from webapp.processes import registry
from webapp.processes.models import Case, Pause, Step
from webapp.processes.queries import labels
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

register = template.Library()


@register.filter
def case_address(case: Case) -> str:
    """Return where the page of a case is."""
    return reverse(f"admin:{_address(case)}_case", args=[case.pk])


@register.filter
def is_shown_to(case: Case, user: User) -> bool:
    """Say whether a person may open the pages of cases of this process."""
    pages = registry.pages_of(process=case.process)
    return pages is not None and user.has_perm(pages.permission)


@register.simple_tag
def action_address(case: Case, code: str) -> str:
    """Return where the dialog of an action on a case is."""
    return reverse(f"admin:{_address(case)}_case_action", args=[case.pk, code])


@register.simple_tag
def paper_address(case: Case, document_id: int, suffix: str) -> str:
    """Return where a paper of a case is opened."""
    return reverse(f"admin:{_address(case)}_paper", args=[document_id, suffix])


def _address(case: Case) -> str:
    pages = registry.pages_of(process=case.process)
    assert pages is not None
    return pages.address


@register.filter
def task_name(task: Task) -> str:
    """Return what a task is called."""
    return labels.task_title(task)


@register.filter
def document_name(kind: str) -> str:
    """Return what a kind of paper is called."""
    return labels.named(correspondence.KINDS, kind)


@register.filter
def outcome_name(task: Task) -> str:
    """Return how a task ended, in words."""
    return labels.outcome_name(process=task.process, code=task.outcome)


@register.filter
def channel_name(code: str) -> str:
    """Return what a channel is called."""
    return labels.named(labels.CHANNELS, code)


@register.filter
def money(amount: Decimal | None) -> str:
    """Return roubles with kopecks, grouped: 1 234,50; a dash for nothing known."""
    if amount is None:
        return "—"
    return formats.number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)


@register.filter
def month(day: date | None) -> str:
    """Return a month as people write it: ``октябрь 2026``, in the language of the screen."""
    if day is None:
        return "—"
    name = formats.date_format(day, "F Y")
    # Russian months are written with a small letter, English ones never
    return name.lower() if get_language() == "ru" else name


@register.filter
def event_name(step: Step) -> str:
    """Return what a journal row says, in a few words."""
    return labels.event(step)


@register.filter
def event_look(step: Step) -> dict[str, str]:
    """Return how a journal row is shown: icon, tone, outcome in words, the stage it belongs to."""
    icon, tone = _LOOKS.get("done" if step.is_answer else step.deed, ("radio_button_checked", ""))
    told = step.outcome
    if step.message and step.deed == "send":
        told = step.message.status
    return {
        "icon": icon,
        "tone": _TONES.get(told, tone),
        "outcome": labels.outcome(step),
        "stage": labels.stage_of(step),
    }


@register.filter
def ground_text(step: Step) -> str:
    """Return the ground of a journal row in words: a code, or the text as a person wrote it."""
    return labels.ground(step)


@register.filter
def pause_text(pause: Pause) -> str:
    """Return what kind of pause it is, what it is about, and why."""
    return labels.pause_in_words(pause)


@register.filter
def role_name(role: str) -> str:
    """Return what a role is called."""
    if role not in Role.values:
        return role
    return str(Role(role).label)


_LOOKS = {
    "make": ("description", "pri"),
    "send": ("outgoing_mail", "pri"),
    "ask": ("assignment_ind", ""),
    "done": ("task_alt", "ok"),
    "pass": ("mark_email_read", "ok"),
    "resume": ("bolt", "ok"),
    "event": ("balance", "pri"),
    "break_plan": ("event_busy", "bad"),
    "end_pause": ("resume", ""),
    "close": ("check_circle", "ok"),
    "decided": ("person", ""),
}
_TONES = {
    "REFUSED": "bad",
    "DENIED": "bad",
    "CANCELLED": "warn",
    "RETURNED": "warn",
    "NO_ACCESS": "warn",
    "IMPOSSIBLE": "warn",
    "DELIVERED": "ok",
    "FAILED": "bad",
    "NO_CONTACT": "warn",
    "UNKNOWN": "bad",
    "SKIPPED": "",
    "BROKEN": "bad",
}


@register.filter
def recall_text(remarks: str) -> str:
    """Return why the process took a task back, as a sentence."""
    told = labels.recall(remarks)
    if not told or told.endswith((".", "!", "?")):
        return told
    return f"{told}."


@register.filter
def day_kept(text: str) -> str:
    """Return a day that a journal row keeps as text, as people read it."""
    return formats.date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")


@register.filter
def map_address(address: str) -> str:
    """Return where a map shows an address: it learns the address and nothing else."""
    return f"https://yandex.ru/maps/?{urlencode({'text': address})}"
