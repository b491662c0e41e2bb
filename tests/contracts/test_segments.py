"""A lawyer for persons never sees organizations, nor another district."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.correspondence.steps import plan
from webapp.contracts import queries
from webapp.contracts.models import Account
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Message
from webapp.parties.queries import visible_parties
from webapp.premises.queries import visible_premises
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> dict[str, Account]:
    south = factories.create_district(code="south", name="Южный")
    return {
        "person north": factories.create_account(),
        "person south": factories.create_account(
            district=south, party=factories.create_person(name="Иванов Иван Иванович")
        ),
        "organization north": factories.create_account(party=factories.create_organization()),
    }


def seen(town: dict[str, Account], user: User) -> set[str]:
    visible = set(queries.visible_accounts(user=user))
    return {name for name, account in town.items() if account in visible}


def test_without_a_segment_everything_is_seen(town: dict[str, Account]) -> None:
    assert seen(town, factories.create_staff(role=Role.LAWYER)) == set(town)


def test_a_lawyer_for_persons_sees_no_organizations(town: dict[str, Account]) -> None:
    assert seen(town, factories.create_staff(kinds=("PERSON",))) == {"person north", "person south"}


def test_a_lawyer_of_a_district_sees_no_other(town: dict[str, Account]) -> None:
    assert seen(town, factories.create_staff(districts=("north",))) == {
        "person north",
        "organization north",
    }


def test_both_limits_hold_at_once(town: dict[str, Account]) -> None:
    assert seen(town, factories.create_staff(kinds=("PERSON",), districts=("south",))) == {
        "person south"
    }


def test_a_superuser_sees_everything_whatever_the_segment(town: dict[str, Account]) -> None:
    user = factories.create_staff(role=Role.ADMINISTRATOR, kinds=("PERSON",), districts=("south",))
    user.is_superuser = True

    assert seen(town, user) == set(town)
    assert visible_parties(user=user).count() == 3


def test_premises_are_seen_by_the_districts(town: dict[str, Account]) -> None:
    user = factories.create_staff(districts=("south",))

    assert list(visible_premises(user=user)) == [town["person south"].premises]


def test_parties_are_seen_by_the_same_segment(town: dict[str, Account]) -> None:
    user = factories.create_staff(kinds=("PERSON",), districts=("north",))

    assert list(visible_parties(user=user)) == [town["person north"].party]


@pytest.mark.parametrize(
    "page",
    [
        "contracts_account",
        "parties_party",
        "billing_charge",
        "metering_meter",
        "contracts_contract",
    ],
)
def test_screens_open_nothing_outside_the_segment(
    client: Client, town: dict[str, Account], page: str
) -> None:
    hidden = town["organization north"]
    row = {
        "contracts_account": hidden,
        "parties_party": hidden.party,
        "contracts_contract": hidden.contract,
        "billing_charge": factories.create_charge(
            account=hidden, period=factories.previous_month(factories.TODAY)
        ),
        "metering_meter": factories.create_meter(account=hidden),
    }[page]
    client.force_login(factories.create_staff(role=Role.LAWYER, kinds=("PERSON",)))

    listed = client.get(reverse(f"admin:{page}_changelist"))
    opened = client.get(reverse(f"admin:{page}_change", args=[row.pk]))

    assert listed.status_code == 200
    assert hidden.number not in listed.content.decode()
    assert "Ромашка" not in listed.content.decode()
    assert opened.status_code == 302  # Django's admin: "does not exist, perhaps it was deleted"


def test_the_search_of_parties_in_forms_keeps_the_segment(
    client: Client, town: dict[str, Account]
) -> None:
    user = factories.create_staff(role=Role.LAWYER, kinds=("PERSON",))
    client.force_login(user)

    answer = client.get(
        reverse("admin:autocomplete"),
        {
            "term": "Ромашка",
            "app_label": "contracts",
            "model_name": "account",
            "field_name": "party",
        },
    )

    assert answer.json()["results"] == []


class TestALawyerForPersonsOfTheNorth:
    """Sees one district, and no company, wherever it is named."""

    @pytest.fixture
    def lawyer(self, client: Client, town: dict[str, Account]) -> Client:
        house = town["person north"].premises.building
        house.manager = factories.create_organization(
            name="ООО «УК Заречье»", kind="MANAGING_COMPANY", email=""
        )
        house.save()
        client.force_login(
            factories.create_staff(role=Role.LAWYER, kinds=("PERSON",), districts=("north",))
        )
        return client

    @pytest.mark.parametrize(
        "page", ["premises_district", "premises_street", "premises_building", "premises_premises"]
    )
    def test_finds_no_other_district_in_any_list(
        self, lawyer: Client, town: dict[str, Account], page: str
    ) -> None:
        south = town["person south"].premises
        row = {
            "premises_district": south.building.street.district,
            "premises_street": south.building.street,
            "premises_building": south.building,
            "premises_premises": south,
        }[page]

        listed = lawyer.get(reverse(f"admin:{page}_changelist"))

        assert row not in listed.context["cl"].result_list
        assert "Южный" not in listed.content.decode()
        for screen, status in (("change", 302), ("history", 403)):
            address = reverse(f"admin:{page}_{screen}", args=[row.pk])
            assert lawyer.get(address).status_code == status

    def test_is_offered_no_other_district_to_narrow_the_accounts(self, lawyer: Client) -> None:
        factories.create_district(code="east", name="Восточный")

        assert (
            "Восточный"
            not in lawyer.get(reverse("admin:contracts_account_changelist")).content.decode()
        )

    @pytest.mark.parametrize(
        ("model", "field", "term"),
        [
            ("building", "street", "Мира"),
            ("premises", "building", "10"),
            ("account", "premises", "Мира"),
        ],
    )
    def test_finds_nothing_of_others_while_typing(
        self, lawyer: Client, town: dict[str, Account], model: str, field: str, term: str
    ) -> None:
        where = {
            "app_label": "contracts" if model == "account" else "premises",
            "model_name": model,
            "field_name": field,
        }

        found = {
            row["id"]
            for row in lawyer.get(reverse("admin:autocomplete"), {"term": term, **where}).json()[
                "results"
            ]
        }

        near, far = town["person north"].premises, town["person south"].premises
        of = {
            "street": lambda home: home.building.street,
            "building": lambda home: home.building,
            "premises": lambda home: home,
        }[field]
        assert str(of(near).pk) in found
        assert str(of(far).pk) not in found

    def test_is_not_told_who_manages_a_building(
        self, lawyer: Client, town: dict[str, Account]
    ) -> None:
        house = town["person north"].premises.building

        assert (
            "Заречье"
            not in lawyer.get(reverse("admin:premises_building_changelist")).content.decode()
        )
        assert (
            "Заречье"
            not in lawyer.get(
                reverse("admin:premises_building_change", args=[house.pk])
            ).content.decode()
        )

    def test_counts_no_message_of_others(self, town: dict[str, Account]) -> None:
        for name in town:
            doubtful = plan(account_id=town[name].pk)
            Message.objects.filter(pk=doubtful.pk).update(status=Message.Status.UNKNOWN)
        lawyer = factories.create_staff(role=Role.LAWYER, kinds=("PERSON",), districts=("north",))

        assert correspondence.messages_in_doubt(user=lawyer).count() == 1
