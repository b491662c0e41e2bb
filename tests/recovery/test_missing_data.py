"""A paper that lacks something: a person is asked for it once, and the paper is made as soon as it is there."""

from datetime import date
from decimal import Decimal

from webapp.billing.models import Charge
from webapp.correspondence.models import Document
from webapp.recovery.models import Authority
from webapp.tasks.models import Task
from workflows.process import decisions

MAGISTRATE = Authority.Kind.MAGISTRATE


def test_without_a_court_the_head_of_legal_is_asked_for_it_and_the_case_waits(begin):
    Authority.objects.filter(kind=MAGISTRATE).delete()
    life = begin(lazy=frozenset({"complete_data"}))

    end = life.go()

    task = Task.objects.get(kind="complete_data")
    assert end == decisions.Wait("task:complete_data-service_memo")
    assert (task.role, task.status) == ("HEAD_OF_LEGAL", Task.Status.OPEN)
    assert "Мировой судья" in task.remarks
    assert life.steps().get(task=task).ground == task.remarks
    assert not Document.objects.filter(kind="service_memo").exists()


def test_the_paper_is_made_when_the_court_is_entered(begin):
    Authority.objects.filter(kind=MAGISTRATE).delete()
    life = begin(lazy=frozenset({"complete_data"}))
    life.go()
    Authority.objects.create(
        kind=MAGISTRATE,
        district=None,
        name="Судебный участок № 5",
        address="г. Тверь, ул. Мира, д. 5",
    )
    life.lazy = frozenset()

    life.go()

    assert (
        Document.objects.get(kind="court_order_application").context["court"]["name"]
        == "Судебный участок № 5"
    )
    assert life.fresh().stage_kind == "enforcement"


def test_who_says_entered_and_has_not_is_asked_again(begin):
    Authority.objects.filter(kind=MAGISTRATE).delete()
    life = begin(lazy=frozenset({"complete_data"}))
    life.go()

    life.lazy = frozenset()
    life.work()
    life.lazy = frozenset({"complete_data"})
    life.go()

    assert list(
        Task.objects.filter(kind="complete_data").order_by("id").values_list("status", flat=True)
    ) == ["DONE", "OPEN"]


def test_supply_is_brought_back_even_when_its_order_cannot_be_printed(begin):
    life = begin(lazy=frozenset({"complete_data"}))
    life.go(until="make:restriction_report")
    oldest = Charge.objects.filter(account=life.account).earliest("period")
    Charge.objects.filter(pk=oldest.pk).update(
        period=date(1991, 11, 1), due_date=date(1991, 12, 10)
    )  # the law known here is younger
    life.pay(Decimal("4500.00"))

    life.go()

    assert life.fresh().closed_on
    assert not life.fresh().recovery.is_restricted
    assert Task.objects.get(kind="resumption").status == Task.Status.DONE
    assert "1991-12-11" in life.steps().get(name="complete_data-resumption_order").ground
