"""Requisites are checked, contacts are kept, former versions stay."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.audit.models import Entry
from webapp.parties import operations
from webapp.parties.forms import ContactForm, PartyForm
from webapp.parties.models import Contact, Party
from webapp.parties.queries import names, requisites
from webapp.staff import queries as staff
from webapp.staff.models import Role

INLINES = (
    *("contacts", "guardians", "states"),
    *("events", "contactevent", "guardianevent", "stateevent"),
)


@pytest.mark.parametrize(
    ("check", "value", "stored"),
    [
        (requisites.inn, "7728168971", "7728168971"),
        (requisites.inn, " 772816 8971 ", "7728168971"),
        (requisites.inn, "500100732259", "500100732259"),
        (requisites.ogrn, "1027739609391", "1027739609391"),
        (requisites.kpp, "7728 01001", "772801001"),
        (requisites.phone, "8 (916) 123-45-67", "+79161234567"),
        (requisites.phone, "+7 4822 34-56-78", "+74822345678"),
        (requisites.phone, "\u200b8 916 123-45-67\ufeff", "+79161234567"),
        (requisites.phone, "моб. 8 916 123-45-67 доб. 5", "+79161234567"),
        (requisites.inn, "\u200b7728168971\u00ad", "7728168971"),
        (requisites.email, " Anna@Example.COM ", "Anna@example.com"),
        (requisites.email, "anna\u200b@example.com", "anna@example.com"),
    ],
)
def test_a_good_requisite_gets_its_stored_form(check: object, value: str, stored: str) -> None:
    assert check(value) == stored  # type: ignore[operator]


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (requisites.inn, "7728168970"),
        (requisites.inn, "77281689"),
        (requisites.ogrn, "1027739609390"),
        (requisites.kpp, "12"),
        (requisites.phone, "12"),
        (requisites.phone, "abc"),
        (requisites.phone, "\u202e8 916 123-45-67"),
        (requisites.phone, "не звонить 8 916 123-45-67"),
        (requisites.phone, "8 916 123-45-67 сын"),
        (requisites.inn, "77281\x0068971"),
        (requisites.email, "anna\u202e@example.com"),
        (requisites.email, "anna"),
        (requisites.email, "a@[127.0.0.1]"),
        (requisites.email, "-oQ/tmp@b.ru"),
        (requisites.email, "Dolg@istok.example"),
        (requisites.phone, "+1 900 555 1234"),
        (requisites.phone, "+7 809 505 12 34"),
        (requisites.phone, "+882 16 211 12345"),
        (requisites.phone, "+883 5100 0123 4567"),
        (names.person_name, "Смирнова"),
        (names.person_name, "Иванов Иван Иванович, Иванова Анна Петровна"),
        (names.person_name, "Иванов Иван Иванович; Иванова Анна Петровна"),
        (names.person_name, "Иванов Иван и Анна"),
        (names.person_name, "Иванов Иван Иванович Иванова Анна"),
        (names.person_name, "Иванов И.И., Петров П.П."),
        (names.person_name, "Петров П. П."),
        (names.person_name, "Петров П П"),
    ],
)
def test_a_bad_requisite_is_refused(check: object, value: str) -> None:
    with pytest.raises(requisites.InvalidRequisite):
        check(value)  # type: ignore[operator]


def test_a_name_is_taken_apart() -> None:
    assert names.person_name("ИП Лебедев Олег Иванович") == names.PersonName(
        "Лебедев", "Олег", "Иванович"
    )
    assert names.person_name("Мамедов Али Гасан оглы") == names.PersonName(
        "Мамедов", "Али", "Гасан оглы"
    )
    assert names.person_name("ИП Глава КФХ Лебедев Олег Иванович") == names.PersonName(
        "Лебедев", "Олег", "Иванович"
    )


@pytest.mark.django_db
def test_a_contact_is_written_once_in_its_usual_form() -> None:
    party = factories.create_person(email="", phone="")
    clerk = factories.create_staff()

    contact = operations.add_contact(
        party=party, kind=Contact.Kind.PHONE, value="8 916 000-00-01", by=clerk
    )

    assert contact.value == "+79160000001"
    for value in ("+79160000001", "12"):
        with pytest.raises(operations.UnableToAddContact):
            operations.add_contact(party=party, kind=Contact.Kind.PHONE, value=value, by=clerk)
    assert (
        Entry.objects.filter(name="parties.contact.added", subject=f"party:{party.pk}").count() == 1
    )


@pytest.mark.django_db
def test_a_contact_that_failed_is_noted_once_and_stays() -> None:
    contact = factories.create_person().contacts.get(kind="EMAIL")

    for _time in range(2):
        operations.mark_contact(contact_id=contact.pk, works=False, ground="550 no such user")

    contact.refresh_from_db()
    assert not contact.is_valid
    assert Entry.objects.get(name="parties.contact.failed").ground == "550 no such user"


@pytest.mark.django_db
def test_a_form_refuses_wrong_digits_and_takes_a_name_apart() -> None:
    wrong = PartyForm(
        {
            "kind": "ORGANIZATION",
            "name": "ООО",
            "inn": "7728168970",
            "birth_date": "2000-01-01",
            "language": "ru",
        }
    )
    person = PartyForm({"kind": "PERSON", "name": "Смирнова Анна Павловна", "language": "ru"})

    assert set(wrong.errors) == {"inn", "birth_date"}
    assert person.is_valid()
    assert (person.save().last_name, Party.objects.get().patronymic) == ("Смирнова", "Павловна")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("СМИРНОВА АННА ПАВЛОВНА", "Смирнова Анна Павловна"),
        ("Cмирнова\u200b Анна Павловна", "Смирнова Анна Павловна"),
        ("ИП СМИРНОВА АННА ПАВЛОВНА", "ИП Смирнова Анна Павловна"),
    ],
)
def test_a_form_keeps_a_name_as_papers_print_it(written: str, kept: str) -> None:
    form = PartyForm({"kind": "SOLE_TRADER", "name": written, "language": "ru"})

    assert form.is_valid(), form.errors
    assert form.save().name == kept


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Смирнова\u202e Анна Павловна", "Смиrнова Анна Павловна"])
def test_a_form_refuses_signs_that_cannot_be_meant(name: str) -> None:
    form = PartyForm({"kind": "PERSON", "name": name, "language": "ru"})

    assert set(form.errors) == {"name"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "inn"),
    [("ORGANIZATION", "500100732259"), ("PERSON", "7728168971"), ("SOLE_TRADER", "7728168971")],
)
def test_a_form_refuses_the_inn_of_another_kind(kind: str, inn: str) -> None:
    assert (
        "inn"
        in PartyForm(
            {"kind": kind, "name": "Смирнова Анна Павловна", "inn": inn, "language": "ru"}
        ).errors
    )


@pytest.mark.django_db
def test_a_form_refuses_a_person_without_a_first_name_and_a_wrong_contact() -> None:
    party = factories.create_person()

    assert "name" in PartyForm({"kind": "PERSON", "name": "Смирнова", "language": "ru"}).errors
    assert "value" in ContactForm({"party": party.pk, "kind": "EMAIL", "value": "anna"}).errors
    assert ContactForm({"party": party.pk, "kind": "PHONE", "value": "8 916 000-00-02"}).is_valid()


@pytest.mark.django_db
def test_a_forged_count_of_contacts_does_not_keep_the_office_busy(client: Client) -> None:
    party = factories.create_organization(email="")
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR, username="volkova"))
    address = reverse("admin:parties_party_change", args=[party.pk])
    forged = {"contacts-TOTAL_FORMS": "999999999", "contacts-INITIAL_FORMS": "0"}

    answer = client.post(address, {"kind": "ORGANIZATION", "name": "x", "language": "ru", **forged})

    assert answer.status_code == 200
    assert answer.content.count(b'name="contacts-') < 1000


@pytest.mark.django_db
def test_a_change_on_screen_says_who_made_it(client: Client) -> None:
    party = factories.create_organization(email="", residence="")
    clerk = factories.create_staff(role=Role.ADMINISTRATOR, username="volkova")
    client.force_login(clerk)
    address = reverse("admin:parties_party_change", args=[party.pk])
    inlines = {
        f"{prefix}-{name}_FORMS": "0"
        for prefix in INLINES
        for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    }

    client.post(
        address,
        {"kind": party.kind, "name": "ООО «Лютик»", "inn": party.inn, "language": "ru", **inlines},
    )

    page = client.get(address).content.decode()
    assert "ООО «Ромашка»" in page
    assert "Волкова" in page.split("ООО «Ромашка»")[0].rsplit("<tr", 1)[-1]
    deed = Entry.objects.get(name="parties.party.changed", subject=f"party:{party.pk}")
    assert (deed.actor, deed.details) == (clerk, {"fields": ["kpp", "name", "ogrn"]})


@pytest.mark.django_db
def test_the_parts_of_a_name_that_a_check_finds_are_saved_with_it(client: Client) -> None:
    party = factories.create_person(email="", phone="")
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
    inlines = {
        f"{prefix}-{name}_FORMS": "0"
        for prefix in INLINES
        for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    }

    client.post(
        reverse("admin:parties_party_change", args=[party.pk]),
        {"kind": party.kind, "name": "Лебедева Анна Павловна", "language": "ru", **inlines},
    )

    party.refresh_from_db()
    assert (party.name, party.last_name, party.first_name) == (
        "Лебедева Анна Павловна",
        "Лебедева",
        "Анна",
    )


@pytest.mark.django_db
def test_a_form_that_was_open_while_a_letter_came_back_does_not_make_the_contact_work_again(
    client: Client,
) -> None:
    contact = factories.create_person(phone="").contacts.get()
    party = contact.party
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
    inlines = {
        f"{prefix}-{name}_FORMS": "0"
        for prefix in INLINES
        for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    } | {"contacts-TOTAL_FORMS": "1", "contacts-INITIAL_FORMS": "1"}
    cells = {
        "id": contact.pk,
        "party": party.pk,
        "kind": "EMAIL",
        "value": "other@example.org",
        "is_valid": "on",
    }
    operations.mark_contact(contact_id=contact.pk, works=False, ground="550 no such user")

    client.post(
        reverse("admin:parties_party_change", args=[party.pk]),
        {
            "kind": party.kind,
            "name": party.name,
            "language": "ru",
            **inlines,
            **{f"contacts-0-{key}": cell for key, cell in cells.items()},
        },
    )

    contact.refresh_from_db()
    assert (contact.is_valid, contact.value) == (False, "other@example.org")


@pytest.mark.django_db
def test_a_contact_that_was_deleted_stays_in_the_history_of_its_party(client: Client) -> None:
    party = factories.create_person(email="old@example.com")
    party.contacts.all().delete()
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))

    assert (
        "old@example.com"
        in client.get(reverse("admin:parties_party_change", args=[party.pk])).content.decode()
    )


@pytest.mark.django_db
def test_former_requisites_are_shown(client: Client) -> None:
    party = factories.create_organization(name="ООО «Лютик»")
    Party.objects.filter(id=party.pk).update(name="ООО «Ромашка»")
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))

    assert (
        "ООО «Лютик»"
        in client.get(reverse("admin:parties_party_change", args=[party.pk])).content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CALL_CENTER, Role.LAWYER])
class TestContactsOnScreen:
    """Whoever talks to customers writes down how to reach them, and the journal says who did."""

    def test_a_contact_is_added_from_the_page_of_the_party(
        self, client: Client, role: Role
    ) -> None:
        party = factories.create_person(email="", phone="")
        clerk = factories.create_staff(role=role)
        client.force_login(clerk)
        address = reverse("admin:parties_contacts", args=[party.pk])

        page = client.get(reverse("admin:parties_party_change", args=[party.pk])).content.decode()
        client.post(address, {"kind": "PHONE", "value": "8 916 000-00-01"})

        assert f'href="{address}"' in page
        assert "+79160000001" in client.get(address).content.decode()
        assert (
            Entry.objects.get(name="parties.contact.added", subject=f"party:{party.pk}").actor
            == clerk
        )

    @pytest.mark.parametrize(
        ("value", "words"),
        [("12", "Такого номера телефона не бывает"), ("+79161234567", "уже есть среди контактов")],
    )
    def test_what_is_refused_stays_in_its_field(
        self, client: Client, role: Role, value: str, words: str
    ) -> None:
        party = factories.create_person()
        client.force_login(factories.create_staff(role=role))

        page = client.post(
            reverse("admin:parties_contacts", args=[party.pk]), {"kind": "PHONE", "value": value}
        ).content.decode()

        assert words in page
        assert f'value="{value}"' in page

    def test_the_contact_of_another_customer_is_asked_about_and_added_when_shared(
        self, client: Client, role: Role
    ) -> None:
        factories.create_person(name="Орлов Глеб Юрьевич", phone="+79160000001")
        party = factories.create_person(email="", phone="")
        client.force_login(factories.create_staff(role=role))
        address = reverse("admin:parties_contacts", args=[party.pk])
        given = {"kind": "PHONE", "value": "8 916 000-00-01"}

        asked = client.post(address, given).content.decode()
        before = party.contacts.count()
        client.post(address, {**given, "shared": given["value"]})

        assert "контакт другого потребителя: Орлов Глеб Юрьевич" in asked
        assert 'name="shared" value="8 916 000-00-01"' in asked
        assert before == 0
        assert party.contacts.get().value == "+79160000001"

    def test_a_customer_of_another_segment_is_not_named(self, client: Client, role: Role) -> None:
        factories.create_organization(name="ООО «Лютик»", phone="+79160000001")
        party = factories.create_person(email="", phone="")
        client.force_login(factories.create_staff(role=role, kinds=("PERSON",)))
        address = reverse("admin:parties_contacts", args=[party.pk])

        asked = client.post(address, {"kind": "PHONE", "value": "+79160000001"}).content.decode()

        assert "контакт другого потребителя." in asked
        assert "Лютик" not in asked

    def test_who_was_asked_about_one_number_adds_no_other(self, client: Client, role: Role) -> None:
        factories.create_person(phone="+79160000001")
        factories.create_person(phone="+79160000002")
        party = factories.create_person(email="", phone="")
        client.force_login(factories.create_staff(role=role))
        address = reverse("admin:parties_contacts", args=[party.pk])

        client.post(address, {"kind": "PHONE", "value": "+79160000002", "shared": "+79160000001"})

        assert not party.contacts.exists()

    def test_a_contact_that_does_not_work_is_marked_and_may_work_again(
        self, client: Client, role: Role
    ) -> None:
        contact = factories.create_person().contacts.get(kind="PHONE")
        client.force_login(factories.create_staff(role=role))
        address = reverse("admin:parties_contact_mark", args=[contact.party_id, contact.pk])

        for works, state in (("no", False), ("yes", True)):
            client.post(address, {"works": works, "ground": "Ответил другой человек"})
            contact.refresh_from_db()
            assert contact.is_valid == state

        names = ["parties.contact.failed", "parties.contact.confirmed"]
        assert (
            list(
                Entry.objects.filter(ground="Ответил другой человек")
                .order_by("id")
                .values_list("name", flat=True)
            )
            == names
        )

    def test_a_refusal_of_messages_and_calls_is_written_with_its_day_and_ground(
        self, client: Client, role: Role
    ) -> None:
        contact = factories.create_person().contacts.get(kind="PHONE")
        clerk = factories.create_staff(role=role)
        client.force_login(clerk)
        address = reverse("admin:parties_contact_mark", args=[contact.party_id, contact.pk])

        for said in ({"sms": "no"}, {"calls": "no"}, {"calls": "no"}, {"sms": "yes"}):
            page = client.post(
                address, {**said, "ground": "Звонок в контакт-центр"}, follow=True
            ).content.decode()

        contact.refresh_from_db()
        assert (contact.takes_sms, contact.takes_calls, contact.consent_on) == (
            True,
            False,
            staff.today(),
        )
        assert "Без звонков" in page
        assert "Без СМС" not in page
        entries = Entry.objects.filter(ground="Звонок в контакт-центр", actor=clerk).order_by("id")
        assert [(entry.name.rsplit(".")[-1], entry.details["to"]) for entry in entries] == [
            ("refused", "sms"),
            ("refused", "calls"),
            ("agreed", "sms"),
        ]
        assert contact.events.count() == 3

    def test_it_is_not_marked_without_saying_why(self, client: Client, role: Role) -> None:
        contact = factories.create_person().contacts.get(kind="PHONE")
        client.force_login(factories.create_staff(role=role))

        answer = client.post(
            reverse("admin:parties_contact_mark", args=[contact.party_id, contact.pk]),
            {"works": "no"},
            follow=True,
        )

        contact.refresh_from_db()
        assert contact.is_valid
        assert "Укажите, откуда это известно" in answer.content.decode()

    def test_contacts_of_another_segment_are_not_there(self, client: Client, role: Role) -> None:
        contact = factories.create_organization().contacts.get()
        client.force_login(factories.create_staff(role=role, kinds=("PERSON",)))

        assert (
            client.get(reverse("admin:parties_contacts", args=[contact.party_id])).status_code
            == 404
        )
        assert (
            client.post(
                reverse("admin:parties_contact_mark", args=[contact.party_id, contact.pk])
            ).status_code
            == 404
        )

    def test_the_party_itself_offers_no_fields_that_it_would_lose(
        self, client: Client, role: Role
    ) -> None:
        party = factories.create_person()
        client.force_login(factories.create_staff(role=role))

        page = client.get(reverse("admin:parties_party_change", args=[party.pk])).content.decode()

        assert "anna@example.com" in page
        assert 'name="contacts-0-value"' not in page
        assert 'name="_save"' not in page


@pytest.mark.django_db
def test_a_crew_adds_no_contacts(client: Client) -> None:
    client.force_login(factories.create_staff(role=Role.CREW))

    assert (
        client.get(
            reverse("admin:parties_contacts", args=[factories.create_person().pk])
        ).status_code
        == 403
    )
