"""An office to be killed: gathers what waits for the post, hands the list over, tells each fate."""

import sys
from contextlib import suppress
from datetime import date, datetime, time

import django

django.setup()

from webapp.registered_post import operations, queries  # noqa: E402  (models can be imported only now)
from webapp.registered_post.models import PostLetter, PostList  # noqa: E402
from webapp.registered_post.operations import Told, UnableToPost  # noqa: E402
from webapp.staff.models import User  # noqa: E402
from workflows.interfaces.clock import MOSCOW  # noqa: E402

if __name__ == "__main__":
    by = User.objects.get(pk=int(sys.argv[1]))
    today = date.fromisoformat(sys.argv[2])
    now = datetime.combine(today, time(12), MOSCOW)
    with suppress(UnableToPost):
        ids = [one.task.pk for one in queries.waiting(user=by, now=now)]
        operations.gather(ids=ids, by=by, now=now)
    made = PostList.objects.get()
    with suppress(UnableToPost):
        operations.hand_over(list_id=made.pk, on=today, by=by, today=today)
    for letter in queries.letters_of(post_list=made).exclude(tracking=""):
        with suppress(UnableToPost):
            told = Told(PostLetter.Fate.DELIVERED, today)
            operations.tell(letter_id=letter.pk, told=told, by=by, now=now)
