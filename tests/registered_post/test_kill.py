"""An office is killed with -9 while letters go to the post: none is lost, and none goes twice."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from django.db import transaction

from tests.house.processes import in_this_database, until
from tests.recovery.conftest import begin, gateways  # noqa: F401
from tests.recovery.living import Life
from tests.recovery.test_kill import somebody_waits
from tests.registered_post.test_lists import post, tracking  # noqa: F401
from webapp.audit.models import Entry
from webapp.registered_post import operations
from webapp.registered_post.models import PostLetter, PostList
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "deliver_by_post"


def _office(life: Life) -> list[str]:
    return [
        sys.executable,
        "-m",
        "tests.registered_post.killed_office",
        str(life.by.pk),
        life.today.isoformat(),
    ]


def _killed_while(life: Life, hold: Callable[[], object]) -> None:
    """Let an office work until it waits for what is held, and kill it there."""
    with transaction.atomic():
        hold()
        with subprocess.Popen(_office(life), env=in_this_database()) as office:
            try:
                until(somebody_waits, seconds_max=60)
            finally:
                office.kill()
        transaction.set_rollback(True)


def _work(life: Life) -> None:
    """Let an office do all there is to do, twice."""
    for _time in range(2):
        subprocess.run(_office(life), env=in_this_database(), check=True)


def _put_on_another_list(life: Life) -> None:
    """Let a colleague hold the last letter on a list that is never made."""
    other = PostList.objects.create(number="другой", dated=life.today, by=life.by)
    task = Task.objects.filter(kind=KIND).latest("id")
    PostLetter.objects.create(
        post_list=other, place=1, task=task, document=task.case.documents.first(), addressee="—"
    )


def test_a_killed_office_loses_no_letter_and_sends_none_twice(post: Life) -> None:  # noqa: F811
    _killed_while(post, lambda: _put_on_another_list(post))
    assert not PostList.objects.exists() and not PostLetter.objects.exists()

    _work(post)
    letters = list(PostLetter.objects.order_by("place"))
    assert [one.task_id for one in letters] == list(
        Task.objects.filter(kind=KIND).order_by("id").values_list("pk", flat=True)
    )
    assert _entries("gathered") == _entries("handed-over") == 1

    for letter in letters:
        operations.number(letter_id=letter.pk, tracking=tracking(letter.place))
    second = letters[1].task_id
    _killed_while(post, lambda: Task.objects.select_for_update().get(pk=second))
    assert _told() == [1]

    _work(post)
    assert _told() == [1, 2, 3]
    assert Entry.objects.filter(name="tasks.task.completed").count() == 3


def _entries(verb: str) -> int:
    return Entry.objects.filter(name=f"registered_post.list.{verb}").count()


def _told() -> list[int]:
    """Return the places of the letters that are told, as their tasks have it and as they have."""
    told = list(PostLetter.objects.exclude(fate="").values_list("place", flat=True))
    done = Task.objects.filter(kind=KIND, status=Task.Status.DONE)
    assert sorted(done.values_list("post_letter__place", flat=True)) == sorted(told)
    return sorted(told)
