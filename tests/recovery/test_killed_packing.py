"""An office is killed with -9 while it draws a package: there is the whole of it or nothing."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from django.db import transaction

from tests import enclosing
from tests.house.processes import in_this_database, until
from tests.recovery import test_packages
from tests.recovery.living import Life
from tests.recovery.test_kill import somebody_waits
from webapp.correspondence.models import Document
from webapp.correspondence.operations import numbering

pytestmark = pytest.mark.django_db(transaction=True)
_PARTS = ("account_extract", "delivery_record", "cover_letter")


def test_a_package_that_is_killed_while_it_is_drawn_is_drawn_whole_again(
    begin: Callable[..., Life],
) -> None:
    life = test_packages.drawn_up(begin())
    enclosing.supply(case=life.fresh(), by=life.by, today=life.today)
    made = Document.objects.filter(kind__in=_PARTS)

    with transaction.atomic():
        # not committed: the cover letter must wait for its number when all else is drawn
        numbering.next_number(series="СОП", on=life.today)
        with subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.killed_packing", life.today.isoformat()],
            env=in_this_database(),
        ) as office:
            try:
                until(somebody_waits, seconds_max=60)
            finally:
                office.kill()
        transaction.set_rollback(True)
    assert not made.exists()

    first, second = (test_packages.packed(life, test_packages.application()) for _time in range(2))

    assert (first.letter, first.content) == (second.letter, second.content)
    assert first.letter.number == f"СОП-000001/{life.today.year}"
    assert made.filter(kind="cover_letter").count() == 1
    test_packages.assert_inventory_is_the_content(first)
