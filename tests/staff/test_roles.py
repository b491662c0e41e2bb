"""Who may do what."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.parties.test_parties import INLINES
from webapp.audit.models import Entry
from webapp.contracts.models import Contract
from webapp.staff import operations, queries
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db
EMPTY_INLINE = {f"events-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}


def test_a_crew_may_work_on_its_orders_and_nothing_else() -> None:
    crew = factories.create_staff(role=Role.CREW)

    assert crew.get_all_permissions() == {
        "tasks.view_task",
        "tasks.complete_task",
        "tasks.forward_task",
    }


def test_a_debtor_owes_for_the_months_asked() -> None:
    debtor = factories.create_debtor(months=3)

    assert sorted(str(charge.period) for charge in debtor.charges.all()) == [
        "2026-08-01",
        "2026-09-01",
        "2026-10-01",
    ]
    assert all(charge.due_date < factories.TODAY for charge in debtor.charges.all())


def test_seeding_twice_gives_each_role_exactly_its_rights() -> None:
    factories.create_staff(role=Role.CREW).groups.get().permissions.add(
        Permission.objects.get(codename="view_charge")
    )

    for _time in range(2):
        operations.seed_roles()

    assert {group.name for group in Group.objects.all()} == {str(role) for role in Role}
    crew = Group.objects.get(name=Role.CREW).permissions.values_list(
        "content_type__app_label", "codename"
    )
    assert {f"{app}.{code}" for app, code in crew} == set(queries.RIGHTS[Role.CREW])
    assert (
        Group.objects.get(name=Role.ADMINISTRATOR).permissions.count() == Permission.objects.count()
    )


def test_rights_that_no_model_declares_are_named_and_nothing_is_changed() -> None:
    Permission.objects.filter(codename="complete_task").delete()

    with pytest.raises(operations.UnableToSeedRoles, match=r"tasks\.complete_task"):
        operations.seed_roles()

    assert not Group.objects.exists()


def test_the_role_table_names_only_rights_that_exist() -> None:
    assert queries.missing_rights() == []


class TestTheHeadOfLegal:
    """Is asked for what a paper lacks, and can enter it: the journal says who did."""

    @pytest.fixture
    def head(self, client: Client) -> User:
        head = factories.create_staff(role=Role.HEAD_OF_LEGAL)
        client.force_login(head)
        return head

    @pytest.mark.parametrize(
        "page",
        [
            "parties_party",
            "contracts_account",
            "contracts_contract",
            "premises_building",
            "premises_street",
        ],
    )
    def test_opens_the_forms(self, client: Client, head: User, page: str) -> None:
        account = factories.create_account(party=factories.create_organization())
        building = account.premises.building
        rows = {
            "parties_party": account.party_id,
            "contracts_account": account.pk,
            "contracts_contract": account.contract_id,
            "premises_building": building.pk,
            "premises_street": building.street_id,
        }

        assert (
            'name="_save"'
            in client.get(reverse(f"admin:{page}_change", args=[rows[page]])).content.decode()
        )

    def test_enters_a_birth_date(self, client: Client, head: User) -> None:
        party = factories.create_person(email="", phone="")
        fields = {
            "kind": "PERSON",
            "name": party.name,
            "last_name": party.last_name,
            "first_name": party.first_name,
            "language": "ru",
        }
        names = ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
        inlines = {f"{prefix}-{name}_FORMS": "0" for prefix in INLINES for name in names}

        client.post(
            reverse("admin:parties_party_change", args=[party.pk]),
            {**fields, **inlines, "birth_date": "1980-02-03"},
        )

        party.refresh_from_db()
        assert party.birth_date == date(1980, 2, 3)
        assert Entry.objects.get(name="parties.party.changed").actor == head

    def test_gives_nobody_of_another_segment_a_contract(self, client: Client) -> None:
        person, organization = (
            factories.create_account().party,
            factories.create_account(party=factories.create_organization()).party,
        )
        client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL, kinds=("PERSON",)))
        fields = {
            "number": "Д-99",
            "supplier": factories.create_supplier().pk,
            "signed_on": "2026-01-01",
        }

        for party in (organization, person):
            client.post(reverse("admin:contracts_contract_add"), {**fields, "party": party.pk})

        assert Contract.objects.get(number="Д-99").party == person


@pytest.mark.parametrize(
    ("role", "status"), [(Role.LAWYER, 403), (Role.CALL_CENTER, 403), (Role.ACCOUNTANT, 200)]
)
def test_the_accountant_enters_the_supplier_that_a_registry_asks_for(
    client: Client, role: Role, status: int
) -> None:
    client.force_login(factories.create_staff(role=role))

    assert client.get(reverse("admin:contracts_supplier_add")).status_code == status


def test_the_administrator_sets_a_segment_on_screen(client: Client) -> None:
    factories.create_district(code="north", name="Северный")
    lawyer = factories.create_staff(role=Role.LAWYER)
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))

    page = client.get(reverse("admin:staff_user_change", args=[lawyer.pk])).content.decode()
    form = {
        "username": lawyer.username,
        "is_active": "on",
        "segment_party_kinds": ["PERSON"],
        "segment_districts": ["north"],
    }
    client.post(reverse("admin:staff_user_change", args=[lawyer.pk]), {**form, **EMPTY_INLINE})

    lawyer.refresh_from_db()
    assert "Северный" in page
    assert (lawyer.segment_party_kinds, lawyer.segment_districts) == (["PERSON"], ["north"])
