"""Letters are gathered into a list, handed to the post, numbered, and their fates told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.correspondence.operations import numbering
from webapp.correspondence.queries import postal_numbers
from webapp.processes.operations import work
from webapp.registered_post import queries
from webapp.registered_post.models import PostLetter, PostList
from webapp.staff.models import User
from webapp.tasks.operations import UnableToComplete, talk

SERIES = "Ф103"


class UnableToPost(Exception):
    """The letters cannot go together, or what is told of one cannot be."""


@transaction.atomic
def gather(*, ids: Sequence[int], by: User, now: datetime) -> PostList:
    """Make a list of the letters of these tasks, those that are in no list yet.

    :raises UnableToPost: when none is left, an address has no index, or suppliers differ
    """
    found = queries.waiting(user=by, now=now, ids=ids)
    _refuse(found)
    today = now.date()
    post_list = PostList.objects.create(
        number=numbering.next_number(series=SERIES, on=today),
        dated=today,
        by=by,
    )
    try:
        with transaction.atomic():
            PostLetter.objects.bulk_create(_letters(post_list, found))
    except IntegrityError as error:
        raise UnableToPost(
            _("A colleague has put some of these letters on a list meanwhile. Reload the page.")
        ) from error
    _enter(post_list, "gathered", by, letters=len(found))
    return post_list


def _refuse(found: Sequence[queries.Waiting]) -> None:
    if not found:
        raise UnableToPost(_("None of these letters waits for the post any more."))
    if lacks := [one.addressee for one in found if not one.has_index]:
        text = _("The address has no index: %(whom)s. Enter it, or leave the letter out.")
        raise UnableToPost(text % {"whom": "; ".join(lacks[:10])})
    if len({one.task.account.supplier_id for one in found if one.task.account}) > 1:
        raise UnableToPost(_("The letters are of several suppliers: make a list for each."))


def _letters(post_list: PostList, found: Sequence[queries.Waiting]) -> list[PostLetter]:
    return [
        PostLetter(
            post_list=post_list,
            place=place,
            task=one.task,
            document=one.paper,
            addressee=one.addressee,
            address=one.address,
        )
        for place, one in enumerate(found, start=1)
    ]


@transaction.atomic
def leave_out(*, list_id: int, by: User) -> int:
    """Take the letters that must not go any more out of a list; return how many there were.

    :raises UnableToPost: when the list is handed over already
    """
    post_list = _open_list(list_id)
    gone = queries.recalled(post_list=post_list)
    count = gone.count()
    PostLetter.objects.filter(pk__in=gone.values("pk")).delete()
    for place, letter in enumerate(queries.letters_of(post_list=post_list), start=1):
        PostLetter.objects.filter(pk=letter.pk).update(place=place)
    _enter(post_list, "left-out", by, letters=count)
    return count


@transaction.atomic
def hand_over(*, list_id: int, on: date, by: User, today: date) -> PostList:
    """Write that a list lies at the post, on a day.

    :raises UnableToPost: when it does already, the day cannot be, or a letter must not go any more
    """
    post_list = _open_list(list_id)
    if not post_list.dated <= on <= today:
        raise UnableToPost(_("The day is before the list was made, or has not come yet."))
    gone = queries.recalled(post_list=post_list)
    if names := list(gone.values_list("addressee", flat=True)):
        text = _("These letters must not go any more: %(whom)s. Take them out of the list first.")
        raise UnableToPost(text % {"whom": "; ".join(names)})
    if not queries.letters_of(post_list=post_list).exists():
        raise UnableToPost(_("The list is empty."))
    PostList.objects.filter(pk=post_list.pk).update(handed_on=on)
    _enter(post_list, "handed-over", by, on=on.isoformat())
    post_list.refresh_from_db()
    return post_list


def _open_list(list_id: int) -> PostList:
    post_list = PostList.objects.select_for_update().get(pk=list_id)
    if post_list.handed_on:
        text = _("The list was handed over on %(day)s: nothing of it changes any more.")
        raise UnableToPost(text % {"day": f"{post_list.handed_on:%d.%m.%Y}"})
    return post_list


@transaction.atomic
def number(*, letter_id: int, tracking: str) -> None:
    """Write the number by which the post knows a letter.

    :raises UnableToPost: when it is no number of the post, or another letter has it
    """
    plain = postal_numbers.compact(tracking)
    if doubt := postal_numbers.doubt(number=plain):
        raise UnableToPost(doubt)
    letter = PostLetter.objects.select_for_update().get(pk=letter_id)
    if letter.tracking and letter.tracking != plain:
        text = _("The letter has the number %(number)s already.")
        raise UnableToPost(text % {"number": letter.tracking})
    try:
        with transaction.atomic():
            PostLetter.objects.filter(pk=letter_id).update(tracking=plain)
    except IntegrityError as error:
        raise UnableToPost(_("Another letter has this number: compare the receipt.")) from error


@dataclass(frozen=True, slots=True)
class Told:
    """What the post says became of a letter on a day, with scans that prove it."""

    fate: PostLetter.Fate
    on: date
    files: Sequence[Any] = ()


@transaction.atomic
def tell(*, letter_id: int, told: Told, by: User, now: datetime) -> None:
    """Write what became of a letter: its task is done, and the case goes on.

    :raises UnableToPost: when the list is not handed over, the letter has no number, the day cannot
        be, or a colleague has told it already
    """
    letter = PostLetter.objects.select_related("post_list").get(pk=letter_id)
    _refuse_fate(letter, told)
    try:
        if told.files:
            talk.attach(
                task_id=letter.task_id,
                files=list(told.files),
                by=by,
                now=now,
            )
        work.complete(
            task_id=letter.task_id,
            outcome=told.fate.outcome,
            result=_result(letter, told),
            by=by,
            today=now.date(),
            now=now,
            takes_over=True,
        )
    except (UnableToComplete, talk.UnableToAttach) as error:
        raise UnableToPost(str(error)) from error
    PostLetter.objects.filter(pk=letter_id).update(fate=told.fate, fate_on=told.on)


def _refuse_fate(letter: PostLetter, told: Told) -> None:
    handed_on = letter.post_list.handed_on
    if handed_on is None:
        raise UnableToPost(_("The list is not handed over yet."))
    if not letter.tracking:
        raise UnableToPost(_("The letter has no tracking number yet: load the numbers first."))
    if letter.fate:
        text = _("It is told already: %(fate)s.")
        raise UnableToPost(text % {"fate": letter.get_fate_display()})
    if told.on < handed_on:
        text = _("The list was handed over on %(day)s only: check the date.")
        raise UnableToPost(text % {"day": f"{handed_on:%d.%m.%Y}"})


def _result(letter: PostLetter, told: Told) -> dict[str, Any]:
    result = {"date": told.on.isoformat(), "number": letter.tracking}
    if told.fate != PostLetter.Fate.DELIVERED:
        result["fate"] = told.fate.value
    return result


def _enter(post_list: PostList, verb: str, by: User, **details: Any) -> None:
    audit.record(
        name=f"registered_post.list.{verb}",
        subject=f"post_list:{post_list.pk}",
        actor=by,
        details={"number": post_list.number, **details},
    )
