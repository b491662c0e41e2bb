"""Open cases go on by another version of a scheme: told before for each, done where it fits."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.lists.test_cases import LogIn, do
from tests.recovery import living
from webapp.outbox.models import Row
from webapp.processes.models import Case, Step
from webapp.recovery.models import Scheme, SchemeVersion
from webapp.recovery.operations import schemes as operations
from webapp.recovery.queries import schemes, view
from webapp.staff.models import Role, User
from workflows.interfaces.debt_recovery import Scheme as Definition
from workflows.interfaces.debt_recovery import StageKind


@pytest.fixture
def cases(boss: User) -> list[Case]:
    """Two cases of the first version, at their notice."""
    return [living.open_case(factories.create_debtor(today=living.START)) for _n in range(2)]


@pytest.fixture
def scheme(boss: User) -> Scheme:
    return Scheme.objects.get(code="persons")


def known(scheme: Scheme) -> Definition:
    return schemes.scheme_of_version(scheme.versions.earliest("number").pk)


def saved(scheme: Scheme, definition: Definition, by: User) -> SchemeVersion:
    return operations.save_version(scheme_id=scheme.pk, definition=definition, note="Так", by=by)


@pytest.fixture
def without_restriction(scheme: Scheme, boss: User) -> SchemeVersion:
    """A version that goes from the warning to the lawyers."""
    first = known(scheme)
    stages = tuple(stage for stage in first.stages if stage.kind != StageKind.RESTRICTION)
    return saved(scheme, replace(first, stages=stages), boss)


def version_of(case: Case) -> SchemeVersion:
    return Case.objects.get(pk=case.pk).recovery.scheme_version


def test_it_is_told_first_what_would_come_of_each_and_then_done(
    cases: list[Case], without_restriction: SchemeVersion, boss: User, log_in: LogIn
) -> None:
    client, first = log_in(boss), version_of(cases[0])
    Case.objects.filter(pk=cases[1].pk).update(stage=2, stage_kind="restriction")

    foreseen = do(client, "scheme", cases, sure="1", version=without_restriction.pk)

    assert "После нынешней стадии: Предупреждение → Юристы" in foreseen
    assert "в этой версии стоят иначе" in foreseen
    assert {version_of(case) for case in cases} == {first}

    before = Row.objects.count()
    told = do(client, "scheme", cases, sure="1", foreseen="1", version=without_restriction.pk)

    assert (told.count("ik-tag ok"), told.count("ik-tag bad")) == (1, 1)
    assert version_of(cases[0]) == without_restriction
    assert version_of(cases[1]) == first
    row = Step.objects.get(case=cases[0], name="scheme-changed")
    assert row.ground == "Граждане, версия 2" and row.by == boss
    assert Row.objects.count() > before


def test_the_case_is_decided_by_the_version_that_it_goes_by(
    cases: list[Case], without_restriction: SchemeVersion, boss: User, log_in: LogIn
) -> None:
    do(log_in(boss), "scheme", cases[:1], sure="1", foreseen="1", version=without_restriction.pk)

    kinds = [stage.kind for stage in view.policy(Case.objects.get(pk=cases[0].pk)).stages]
    assert StageKind.RESTRICTION not in kinds
    assert StageKind.RESTRICTION in [stage.kind for stage in view.policy(cases[1]).stages]


def test_it_is_done_once(
    cases: list[Case], without_restriction: SchemeVersion, boss: User, log_in: LogIn
) -> None:
    client, said = log_in(boss), {"sure": "1", "foreseen": "1", "version": without_restriction.pk}

    do(client, "scheme", cases[:1], **said)
    again = do(client, "scheme", cases[:1], **said)

    assert "уже идёт по этой версии" in again
    assert Step.objects.filter(name="scheme-changed").count() == 1


def test_a_scheme_for_others_fits_no_citizen(cases: list[Case], boss: User, log_in: LogIn) -> None:
    other = Scheme.objects.get(code="organizations").versions.get()

    foreseen = do(log_in(boss), "scheme", cases, sure="1", version=other.pk)

    assert foreseen.count("для абонентов другого вида") == 2


def test_only_who_may_change_schemes_is_offered_it(cases: list[Case], log_in: LogIn) -> None:
    lawyer = log_in(Role.LAWYER)
    address = reverse("admin:recovery_cases_deed", args=["scheme"])

    assert lawyer.post(address, {"ids": [cases[0].pk], "sure": "1"}).status_code == 403


def test_one_case_is_moved_from_its_page(
    cases: list[Case], without_restriction: SchemeVersion, boss: User, log_in: LogIn
) -> None:
    address = reverse("admin:recovery_case_action", args=[cases[0].pk, "scheme"])

    log_in(boss).post(address, {"version": without_restriction.pk}, headers={"HX-Request": "true"})

    assert version_of(cases[0]) == without_restriction


class TestAnotherScheme:
    """A scheme made like another, for the same customers, chosen when recovery is started."""

    @pytest.fixture
    def gentle(self, scheme: Scheme, boss: User, log_in: LogIn) -> Scheme:
        """The second scheme for citizens."""
        log_in(boss).post(self.page(scheme), {"copy": "Граждане, мягкая"})
        return Scheme.objects.get(name="Граждане, мягкая")

    def page(self, scheme: Scheme) -> str:
        return reverse("admin:recovery_scheme", args=[scheme.pk])

    def asked(self, client: Client, ids: list[int]) -> str:
        address = reverse("admin:recovery_debtors_confirm")
        return client.post(address, {"ids": ids}).content.decode()

    def started(self, client: Client, ids: list[int], **said: object) -> list[str]:
        client.post(reverse("admin:recovery_debtors_start"), {"ids": ids, **said})
        names = Case.objects.order_by("id").values_list(
            "recovery__scheme_version__scheme__name", flat=True
        )
        return list(names)

    def test_takes_no_debts_until_it_is_switched_on(
        self, gentle: Scheme, scheme: Scheme, boss: User, log_in: LogIn
    ) -> None:
        client, debtor = log_in(boss), factories.create_debtor(today=living.START)

        assert not gentle.is_active
        assert (
            gentle.versions.get().definition["stages"] == scheme.versions.get().definition["stages"]
        )
        assert 'name="scheme"' not in self.asked(client, [debtor.pk])
        assert self.started(client, [debtor.pk], scheme=gentle.pk) == []

    def test_is_chosen_at_the_start_and_others_go_by_their_usual_one(
        self, gentle: Scheme, boss: User, log_in: LogIn
    ) -> None:
        client, usual = log_in(boss), known(gentle)
        saved(gentle, replace(usual, min_debt=usual.min_debt - 1), boss)
        client.post(self.page(gentle), {"active": "1", "reason": "Проверена"})
        citizen, other = (factories.create_debtor(today=living.START) for _n in range(2))
        firm = factories.create_debtor(party=factories.create_organization(), today=living.START)

        assert "Граждане, мягкая" in self.asked(client, [citizen.pk])
        assert 'name="scheme"' not in self.asked(client, [firm.pk])
        self.started(client, [citizen.pk, firm.pk], scheme=gentle.pk)
        by_account = self.started(client, [other.pk])

        assert sorted(by_account[:2]) == ["Граждане, мягкая", "Организации и ИП"]
        assert by_account[2] == "Граждане"

    def test_has_a_name_of_its_own(
        self, gentle: Scheme, scheme: Scheme, boss: User, log_in: LogIn
    ) -> None:
        told = log_in(boss).post(self.page(scheme), {"copy": "ГРАЖДАНЕ, мягкая"}, follow=True)

        assert "Схема с таким названием уже есть" in told.content.decode()
        assert Scheme.objects.count() == 4
