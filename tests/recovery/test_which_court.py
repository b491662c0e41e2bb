"""A claim goes to the court of the place where the debtor lives, signed by who may sign that day."""

from datetime import timedelta

import pytest

from tests import factories
from tests.recovery.living import START, open_case
from tests.recovery.test_courts import report
from webapp.contracts.models import Contract, PowerOfAttorney, Supplier
from webapp.correspondence.models import Document
from webapp.parties.models import Party
from webapp.processes.declarations import UnableToMake
from webapp.recovery.models import Authority, Territory
from webapp.recovery.queries import territory_file
from webapp.recovery.queries.contexts import courts, signing
from webapp.recovery.queries.contexts.values import case_facts
from webapp.recovery.uploads import SECTIONS
from webapp.tasks.operations import UnableToComplete
from webapp.uploads import operations as uploads
from webapp.uploads.tables import books

MAGISTRATE = Authority.Kind.MAGISTRATE
HEAD = ("Судебный участок", "Адрес участка", "Населённый пункт", "Улица", "Дома")
AT = "170100, Тверская обл., г. Тверь, ул. Советская, д. 20"


@pytest.fixture
def facts(begin):
    """A debtor's case; only the sections of magistrates are still to be entered."""
    case = begin().case
    Authority.objects.filter(kind=MAGISTRATE).delete()
    return case_facts(case=case, today=START)


def lives_at(facts, address):
    Party.objects.filter(pk=facts.party.pk).update(residence=f"170100, Тверская обл., {address}")
    facts.party.refresh_from_db()
    return facts


def load(*rows):
    by = factories.create_staff(role="HEAD_OF_LEGAL")
    content = books.book(books.Sheet([books.Heading(title) for title in HEAD], rows))
    return uploads.load(
        kind=SECTIONS,
        file_name="sections.xlsx",
        content=content,
        by=by,
        today=START,
        good_rows_only=True,
    )


# sections by houses


@pytest.mark.parametrize(
    ("house", "section"),
    [
        ("д. 7", "Участок № 1"),
        ("д. 25", "Участок № 1"),
        ("д. 27", "Участок № 3"),
        ("д. 8", "Участок № 2"),
        ("д. 12А", "Участок № 3"),
        ("д. 12", "Участок № 2"),
        ("д. 140 корп. 2", "Участок № 2"),
    ],
)
def test_sections_go_by_sides_ranges_and_letters_of_a_street(facts, house, section):
    load(
        ("Участок № 1", AT, "г. Тверь", "улица Мира", "нечётные 1-25"),
        ("Участок № 2", AT, "Тверь", "ул. Мира", "чётные"),
        ("Участок № 3", AT, "Тверь", "ул. Мира", "нечётные от 27; 12А"),
    )

    found = courts.court(lives_at(facts, f"г. Тверь, ул. Мира, {house}"), kind=MAGISTRATE)

    assert found.name == section


def test_an_address_that_no_section_covers_is_asked_about(facts):
    load(("Участок № 1", AT, "г. Тверь", "ул. Мира", "1-9"))

    with pytest.raises(UnableToMake, match="Южная"):
        courts.court(lives_at(facts, "г. Тверь, ул. Южная, д. 7"), kind=MAGISTRATE)


def test_an_address_that_two_sections_claim_is_asked_about(facts):
    load(
        ("Участок № 1", AT, "г. Тверь", "ул. Мира", "1-9"),
        ("Участок № 2", AT, "г. Тверь", "ул. Мира", "от 9"),
    )

    with pytest.raises(UnableToMake, match="Участок № 2"):
        courts.court(lives_at(facts, "г. Тверь, ул. Мира, д. 9"), kind=MAGISTRATE)


def test_a_table_of_sections_loaded_twice_changes_nothing_the_second_time(db):
    rows = [("Участок № 1", AT, "г. Тверь", "ул. Мира", "нечётные 1-25; 12А")]
    load(*rows)

    report_of_second = load(*rows)

    assert report_of_second.rows_loaded == 0
    assert Territory.objects.count() == 2


def test_houses_that_cannot_be_read_are_left_out_by_row_and_column(db):
    told = load(
        ("Участок № 1", AT, "г. Тверь", "ул. Мира", "где-то рядом"),
        ("Участок № 2", "", "г. Тверь", "ул. Мира", "все"),
    )

    assert [(error.row, error.column) for error in told.errors] == [
        (2, "Дома"),
        (3, "Судебный участок"),
    ]
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    ("told", "parts"),
    [
        ("", (territory_file.Part(),)),
        ("вся улица", (territory_file.Part(),)),
        ("с 2 по 14 чётные", (territory_file.Part("EVEN", 2, 14),)),
        ("до 40", (territory_file.Part(last=40),)),
        ("от 101", (territory_file.Part(first=101),)),
    ],
)
def test_houses_are_read_as_laws_list_them(told, parts):
    assert territory_file.parts(told) == parts


# where the debtor lives


def test_the_section_is_of_the_district_where_the_debtor_lives_and_not_of_the_flat(facts):
    south = factories.create_district(code="south", name="Южный")
    factories.create_premises(district=south, street="ул. Южная", house="7")
    home = facts.account.premises.building.street.district
    for district, number in ((home, 1), (south, 9)):
        Authority.objects.create(
            kind=MAGISTRATE, district=district, name=f"Участок № {number}", address=AT
        )

    found = courts.court(lives_at(facts, "г. Тверь, ул. Южная, д. 7"), kind=MAGISTRATE)

    assert found.name == "Участок № 9"


def test_several_sections_of_a_district_without_lists_of_houses_are_asked_about(facts):
    district = facts.account.premises.building.street.district
    for number in (1, 2):
        Authority.objects.create(
            kind=MAGISTRATE, district=district, name=f"Участок № {number}", address=AT
        )

    with pytest.raises(UnableToMake, match="списки их домов"):
        courts.court(facts, kind=MAGISTRATE)


def test_nobody_guesses_the_section_of_a_debtor_who_lives_elsewhere(facts):
    district = facts.account.premises.building.street.district
    Authority.objects.create(kind=MAGISTRATE, district=district, name="Участок № 1", address=AT)

    with pytest.raises(UnableToMake, match="Тула"):
        courts.court(lives_at(facts, "г. Тула, ул. Мира, д. 10"), kind=MAGISTRATE)


def test_a_court_agreed_in_the_contract_hears_the_claim(begin):
    firm = factories.create_organization()
    case = open_case(factories.create_debtor(today=START, party=firm))
    Authority.objects.create(
        kind=Authority.Kind.ARBITRATION, name="Арбитражный суд Тульской области", address=AT
    )
    Contract.objects.update(venue="Арбитражный суд Тульской области")

    found = courts.court(case_facts(case=case, today=START), kind=Authority.Kind.ARBITRATION)

    assert found.name == "Арбитражный суд Тульской области"


# who signs


def power(**fields):
    given = {
        "supplier": Supplier.objects.get(),
        "name": "Ильина Вера Павловна",
        "number": "5",
        "issued_on": START - timedelta(days=30),
        "expires_on": START + timedelta(days=300),
        **fields,
    }
    return PowerOfAttorney.objects.create(**given)


def test_without_powers_of_attorney_the_head_signs_and_none_is_enclosed(begin):
    begin().go(until="make:court_order_application")

    paper = Document.objects.get(kind="court_order_application").context

    assert paper["signatory"]["name"] == Supplier.objects.get().director
    assert not [one for one in paper["enclosures"] if "доверенност" in one]
    assert "Выписка из ЕГРЮЛ, подтверждающая полномочия руководителя" in paper["enclosures"]


def test_a_representative_signs_by_his_power_of_attorney_and_encloses_it(begin):
    life = begin()
    power()

    life.go(until="make:court_order_application")

    paper = Document.objects.get(kind="court_order_application").context
    day = START - timedelta(days=30)
    assert paper["signatory"]["power"] == f"по доверенности № 5 от {day:%d.%m.%Y}"
    assert "Копия доверенности представителя" in paper["enclosures"]


def test_an_expired_power_of_attorney_stops_the_filing(facts):
    power(expires_on=START - timedelta(days=1))

    with pytest.raises(UnableToMake, match=r"01\.03\.2026"):
        signing.signatory(facts)


def test_before_an_arbitration_court_a_representative_has_a_degree_of_law(begin):
    firm = factories.create_organization()
    case = open_case(factories.create_debtor(today=START, party=firm))
    facts = case_facts(case=case, today=START)
    first = power()

    with pytest.raises(UnableToMake):
        signing.signatory(facts)

    PowerOfAttorney.objects.filter(pk=first.pk).update(law_degree="№ 77 от 2010 г., ТвГУ")
    assert signing.enclosures(facts, signing.signatory(facts))[0].endswith("№ 77 от 2010 г., ТвГУ")


def test_a_paper_signed_by_a_power_that_has_ended_since_is_not_filed(begin):
    life = begin(lazy=frozenset({"file_court_order"}))
    long_ago = power()
    life.go(until="ask:file_court_order")
    paper = Document.objects.get(kind="court_order_application")
    assert paper.context["signatory"]["until"] == long_ago.expires_on.isoformat()
    life.today = long_ago.expires_on + timedelta(days=1)

    with pytest.raises(UnableToComplete, match=f"{long_ago.expires_on:%d.%m.%Y}"):
        report(life, "file_court_order", "FILED")
