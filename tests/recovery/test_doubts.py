"""After a restore: what may have gone out in the lost time is asked about, once; numbers begin far ahead."""

from collections.abc import Callable
from datetime import date, timedelta

import pgtrigger
import pytest
from django.utils import timezone

from documents.catalogue import CATALOGUE
from tests import factories
from tests.recovery.living import START, Life
from webapp.audit.models import Entry
from webapp.contracts.models import Account
from webapp.correspondence.models import Document, Message, NumberSeries
from webapp.processes.models import Restore
from webapp.processes.operations import restoring
from webapp.recovery.queries import doubts
from webapp.tasks.models import Task
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import decisions

pytestmark = pytest.mark.django_db
type Begin = Callable[..., Life]


def debtor() -> Account:
    person = factories.create_person(email="debtor@example.com", phone="")
    return factories.create_debtor(today=START, party=person)


def restore(*, lost_from: date = START, lost_until: date = START) -> restoring.Restored:
    """The database is that of this very moment; so much business time is lost."""
    now = timezone.now()
    return restoring.record(backup_of=now, now=now, lost_from=lost_from, today=lost_until)


def until_asked(life: Life) -> Task:
    """Live until a person is asked whether a letter went out."""
    while not isinstance(decision := life.decide(), decisions.Wait):
        life.do(decision.deed)
    return Task.objects.get(kind="settle_unknown", status=Task.Status.OPEN)


def letters() -> list[str]:
    found = Message.objects.filter(channel="email").order_by("id")
    return list(found.values_list("status", flat=True))


def have_gone() -> list[bool]:
    return [Message.Status(status).went_out for status in letters()]


def answer(life: Life, outcome: str) -> None:
    """A person says what the log shows, and the process looks again."""
    life.outcomes["settle_unknown"] = outcome
    life.lazy = frozenset({"deliver_by_post"})
    life.work()
    while not isinstance(decision := life.decide(), decisions.Wait):
        life.do(decision.deed)


class TestTheFirstMessageOfAStep:
    def test_waits_for_a_person(self, begin: Begin) -> None:
        life = begin(debtor())
        restore()

        until_asked(life)

        assert letters() == ["UNKNOWN"]
        assert Message.objects.get(channel="email").reason == "restored"

    def test_goes_once_when_it_had_not_gone(self, begin: Begin) -> None:
        life = begin(debtor())
        restore()
        until_asked(life)

        answer(life, "NOT_SENT")

        assert have_gone() == [True]
        assert Message.objects.get(channel="email").attempts == 1
        assert Task.objects.filter(kind="settle_unknown").count() == 1

    def test_does_not_go_when_it_had_gone(self, begin: Begin) -> None:
        life = begin(debtor())
        restore()
        until_asked(life)

        answer(life, "SENT")

        assert have_gone() == [True]
        assert Message.objects.get(channel="email").attempts == 0

    def test_is_asked_about_for_a_case_opened_since_about_an_old_debt(self, begin: Begin) -> None:
        """The case of the lost time is lost too."""
        restore()
        life = begin(debtor())

        until_asked(life)

        assert letters() == ["UNKNOWN"]

    def test_goes_at_once_about_a_debt_that_was_not_due_then(self, begin: Begin) -> None:
        restore(lost_from=START - timedelta(days=400), lost_until=START - timedelta(days=399))
        life = begin(debtor())

        life.go(until=":send:email", days=1)
        answer(life, "NOT_SENT")

        assert have_gone() == [True]
        assert not Task.objects.filter(kind="settle_unknown").exists()

    def test_that_the_backup_knows_as_planned_waits_for_a_person_and_then_goes(
        self, begin: Begin
    ) -> None:
        life = begin(debtor())
        life.go(until=":send:email", days=1)
        with pgtrigger.ignore("correspondence.Message:proof_stays"):
            Message.objects.filter(channel="email").update(
                status="PLANNED", sent_on=None, provider_id="", evidence="", attempts=0
            )
        restore()
        assert letters() == ["UNKNOWN"]
        until_asked(life)

        answer(life, "NOT_SENT")

        assert have_gone() == [True]
        assert Message.objects.get(channel="email").attempts == 1


class TestATermThatStandsBetween:
    """``may_have_gone`` for the stage after a notice whose term has run."""

    def asked(self, life: Life, *, lost_days: int, known: bool) -> bool:
        """Whether a next message is asked about when so many days before today are lost."""
        today = life.today
        lost_from = today - timedelta(days=lost_days)
        moment = timezone.now() + timedelta(hours=1 if known else -1)
        Restore.objects.create(backup_of=moment, lost_from=lost_from, lost_until=today)
        Restore.objects.update(at=moment)
        deed = Deed(DeedKind.SEND, "sms", stage=1, attempt=1)
        return doubts.may_have_gone(life.fresh(), deed)

    @pytest.fixture
    def life(self, begin: Begin) -> Life:
        """A case whose notice has arrived: the term of ten days runs from today."""
        life = begin(debtor())
        life.go(until=":pass:deliver", days=30)
        return life

    def test_known_to_the_backup_and_not_over_proves_that_nothing_went(self, life: Life) -> None:
        assert not self.asked(life, lost_days=300, known=True)

    def test_known_to_the_backup_and_over_in_the_lost_time_proves_nothing(self, life: Life) -> None:
        life.today += timedelta(days=30)

        assert self.asked(life, lost_days=25, known=True)

    @pytest.mark.parametrize(("lost_days", "asked"), [(1, False), (9, False), (11, True)])
    def test_begun_since_counts_when_it_is_longer_than_the_lost_time(
        self, life: Life, lost_days: int, asked: bool
    ) -> None:
        assert self.asked(life, lost_days=lost_days, known=False) is asked


class TestNumbers:
    def test_begin_far_ahead_in_every_series_begun_or_not(self, begin: Begin) -> None:
        life = begin(debtor())
        life.go(until=":make:notice", days=1)
        given = set(Document.objects.values_list("number", flat=True))

        done = restore()
        other = begin(factories.create_debtor(today=START, party=factories.create_person()))
        other.go(until=":make:notice", days=1)

        later = set(Document.objects.values_list("number", flat=True)) - given
        assert {int(number.split("-")[1].split("/")[0]) > 10_000 for number in later} == {True}
        assert {f"{kind.series}/2026" for kind in CATALOGUE.values()} <= set(done.numbers)
        assert other.case.pk > 10_000 and int(other.case.number[4:10]) > 10_000

    def test_leave_out_as_many_as_were_given_in_the_whole_year(self, db: None) -> None:
        NumberSeries.objects.create(series="УВ", year=2026, last=70_000)

        assert restore().numbers["УВ/2026"] == 140_000

    def test_begin_ahead_in_both_years_when_the_new_year_is_lost(self, db: None) -> None:
        done = restore(lost_from=date(2026, 12, 31), lost_until=date(2027, 1, 2))

        assert {name[-4:] for name in done.numbers} == {"2026", "2027"}


class TestTheCommandGivenAgain:
    def test_changes_nothing(self, begin: Begin) -> None:
        first = restore()
        again = restoring.record(
            backup_of=first.restore.backup_of,
            now=timezone.now(),
            lost_from=START,
            today=START,
        )

        assert not again.is_new and again.numbers == {}
        assert NumberSeries.objects.get(series="УВ").last == first.numbers["УВ/2026"]

    def test_is_refused_on_a_database_in_which_people_have_worked_since(self, begin: Begin) -> None:
        begin(debtor())
        with pgtrigger.ignore("audit.Entry:append_only"):
            Entry.objects.update(at=timezone.now() + timedelta(hours=2))

        with pytest.raises(restoring.UnableToRestore, match="later than the backup"):
            restore()
        assert not Restore.objects.exists()
