"""Every address of the project, as the resolver knows it: who may come in, who may not, and what nobody of another segment reads.

A page that is added is asked here by itself; it passes when its line of ``OPEN_TO`` says whom it is for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from tests import factories, thorough
from tests.every_address import PUBLIC, filled, patterns
from webapp.contracts.models import Account, Owner
from webapp.correspondence.models import Document
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.recovery.models import Scheme
from webapp.staff import queries
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.uploads import registry, urls
from webapp.uploads.models import Load

LogIn = Callable[..., Client]
ELSEWHERE: list[dict[str, Any]] = [
    {"kinds": ("ORGANIZATION",)},
    {"districts": ("south",)},
    {"kinds": ("HOA",), "districts": ("north",)},
]
"""Segments in which the customer of these pages is not."""

LAWYERS = frozenset({Role.LAWYER, Role.HEAD_OF_LEGAL, Role.ADMINISTRATOR})
HEADS = frozenset({Role.HEAD_OF_LEGAL, Role.ADMINISTRATOR})
CASEWORKERS = LAWYERS | {Role.CALL_CENTER}
OFFICE = CASEWORKERS | {Role.ACCOUNTANT}
ACCOUNTANTS = frozenset({Role.ACCOUNTANT, Role.ADMINISTRATOR})
EVERYBODY = frozenset(Role)
OPEN_TO: dict[frozenset[Role], str] = {
    EVERYBODY: """
        index search second_factor jsi18n password_change password_change_done
        workplace_calculators tasks_task tasks_correct tasks_forward tasks_photo tasks_do
        tasks_attach tasks_file tasks_absences tasks_absence_cancel
        tasks_finish recovery_paper contact_verification_paper
        api_guide api_schema oversight_calendar oversight_preferences oversight_card oversight_feed
    """,
    OFFICE: """
        workplace_account workplace_contract workplace_party recovery_debtors_places
        recovery_debtors_periods recovery_debtors_steps recovery_debtors_receipts recovery_case
        payments_payment autocomplete app_list tasks_new
        recovery_case_note notes_account notes_correct notes_file
    """,
    CASEWORKERS: """
        recovery_case_action parties_contacts parties_contact_mark correspondence_document_batch
        correspondence_document_batch_file correspondence_document_file
        recovery_schemes recovery_scheme
        contact_verification_case contact_verification_case_action
        contact_verification_case_note
        recovery_enclosures recovery_enclosed_file recovery_package
        registered_post registered_post_list registered_post_file
    """,
    LAWYERS: """
        recovery_debtors_confirm recovery_debtors_start recovery_event_withdraw
    """,
    HEADS: """
        tasks_team tasks_team_share
        oversight_overviews oversight_overview oversight_behind oversight_export
        recovery_award contracts_account_supply correspondence_message_doubtful correspondence_message_settle
        correspondence_messages_settle audit_journal
        correspondence_templates correspondence_template correspondence_template_kind
        correspondence_template_built_in correspondence_template_file correspondence_template_sample
    """,
    HEADS | ACCOUNTANTS: "billing_key_rates billing_key_rate_withdraw",
    ACCOUNTANTS: """
        payments_by_hand payments_requeue payments_reverse payments_divide
        payments_accounts payments_assign payments_identify_again
        payments_statements payments_statement payments_statement_errors payments_statement_preview
        payments_preview_errors payments_statement_load payments_statement_discard
    """,
    frozenset({Role.ADMINISTRATOR}): "api_tokens api_token_revoke",
}
"""Whom the pages that are no list or form of a table are for; of those the role table itself decides."""
VIEWERS: dict[str, frozenset[Role]] = {
    "audit.entry": HEADS,
    "audit.look": HEADS,
    "billing.charge": OFFICE,
    "processes.limit": frozenset({Role.ADMINISTRATOR}),
    "recovery.authority": HEADS,
    "staff.lockdate": frozenset({Role.ADMINISTRATOR}),
    "staff.loginattempt": frozenset({Role.ADMINISTRATOR}),
    "staff.user": frozenset({Role.ADMINISTRATOR}),
}
"""Who sees the rows of a table; all other tables are of customers and addresses, and the office sees those."""


REPORTS = (
    "collected",
    "charged",
    "ageing",
    "plans",
    "courts",
    "written_off",
    "work",
    "overdue",
    "days",
)
"""The reports besides the one that the blank of the address is filled with."""
FIELD = "app_label=contracts&model_name=account&field_name=party"
"""A field that finds its rows as one types."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address with the name under which the program knows it."""

    name: str
    address: str


def pages(**known: Any) -> list[Page]:
    """Return every address with the numbers of rows that are there; the forms of tables get the row of their own table."""
    found = []
    for name, route in patterns(get_resolver()):
        # programs have a test of their own; the others are an old spelling, and what no address fits
        is_elsewhere = name in {"admin:", "admin:app_list", "admin:autocomplete"}
        if not is_elsewhere and not name.startswith("api:"):
            found.append(Page(name, f"/{filled(route, {**known, **row_of(name, known)})}"))
    return [
        *found,
        Page("admin:app_list", "/office/contracts/"),
        *(Page("admin:oversight_overview", f"/office/reports/{code}/") for code in REPORTS),
        Page("admin:autocomplete", f"/office/autocomplete/?{FIELD}"),
    ]


def loads_that_name(account: Account) -> dict[str, dict[str, Any]]:
    """Return a load of each kind of table that somebody brought: one row names a customer."""
    rows: dict[str, dict[str, Any]] = {}
    by = factories.create_staff(role=Role.ADMINISTRATOR)
    cells = [account.number, account.party.name]
    error = {"row": 2, "column": "A", "value": account.number, "message": account.party.name}
    for kind in registry.kinds():
        table = kind.loads or Load
        names = {} if kind.loads else {"kind": kind.code}
        load = table._default_manager.create(
            file_name="table.csv",
            sha256="0" * 64,
            loaded_at=timezone.now(),
            loaded_by=by,
            errors=[error],
            rejected={"heading": ["A", "B"], "rows": [[2, cells]]},
            **names,
        )
        rows |= {f"{kind.name}_{page}": {"pk": load.pk} for page in ("load", "load_errors")}
    return rows


def row_of(name: str, known: dict[str, Any]) -> dict[str, Any]:
    words = name.removeprefix("admin:").rsplit("_", 1)[0]
    rows = known["rows"]
    return rows.get(name.removeprefix("admin:")) or rows.get(words) or {}


@pytest.fixture
def town(case: Case) -> list[Page]:
    """Every address, filled with what is known about one citizen of the north."""
    account, task, paper = case.account, Task.objects.get(), Document.objects.get()
    assert account is not None
    owner = factories.create_person(name="Бывшева Нина Игоревна", email="", phone="+79160000001")
    Owner.objects.update(share_denominator=2)
    Owner.objects.create(
        account=account,
        party=owner,
        share_denominator=2,
        starts_on="2020-01-01",
    )
    factories.create_meter(account=account, number="СЧ-77001")
    payment = Payment.objects.create(
        natural_key="walk",
        status="POSTED",
        source="MANUAL",
        account=account,
        paid_on="2026-03-01",
        amount="1.23",
        payer_name="Петров Пётр Петрович",
    )
    premises = account.premises
    rows = {
        **{
            f"contracts_{name}": {"object_id": getattr(account, f"{name}_id", 1)}
            for name in ("supplier", "contract")
        },
        "contracts_account": {"object_id": account.pk},
        "parties_party": {"object_id": account.party_id},
        "premises_premises": {"object_id": premises.pk},
        "premises_building": {"object_id": premises.building_id},
        "metering_meter": {"object_id": account.meters.get().pk},
        "billing_charge": {"object_id": account.charges.order_by("id")[0].pk},
        "workplace_account": {"pk": account.pk},
        "workplace_party": {"pk": account.party_id},
        "contracts_account_supply": {"pk": account.pk},
        "parties_contacts": {"pk": account.party_id},
        "parties_contact_mark": {"pk": account.party_id},
        "recovery_case": {"pk": case.pk},
        "recovery_case_action": {"pk": case.pk},
        "tasks_task": {"pk": task.pk},
        "tasks_correct": {"pk": task.pk},
        "tasks_forward": {"pk": task.pk},
        "tasks_photo": {"pk": task.pk},
        "tasks_do": {"pk": task.pk},
        "tasks_attach": {"pk": task.pk},
        "tasks_file": {"pk": task.pk},
        "recovery_paper": {"pk": paper.pk},
        "correspondence_document_file": {"pk": paper.pk},
        "recovery_scheme": {"pk": Scheme.objects.get(code="persons").pk},
        **{
            f"payments_{name}": {"pk": payment.pk}
            for name in ("payment", "requeue", "reverse", "divide", "accounts", "assign")
        },
        **loads_that_name(account),
    }
    return pages(
        rows=rows,
        pk=1,
        id=factories.create_staff(role=Role.LAWYER).pk,
        object_id=1,
        account_id=account.pk,
        contact=1,
        photo=1,
        file=1,
        what="call",
        action="promise",
        code="funnel",
        suffix="docx",
        kind="notice",
        deed="no-such-deed",
        version=1,
        debtor="person",
        reference="11111111-1111-1111-1111-111111111111",
        content_type_id=1,
        secret="known-to-nobody",
    )


def allowed() -> dict[str, frozenset[Role]]:
    """Return who may open what, by name."""
    own = {f"admin:{name}": roles for roles, names in OPEN_TO.items() for name in names.split()}
    tables = {}
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        viewers = VIEWERS.get(name.replace("_", ".", 1), OFFICE)
        for page in ("changelist", "change", "sheet", "print"):
            tables[f"admin:{name}_{page}"] = viewers
        for page in ("history", "delete"):
            tables[f"admin:{name}_{page}"] = frozenset()
        code = f"{model._meta.app_label}.add_{model._meta.model_name}"
        by_operations = {"audit_entry", "audit_look", "billing_charge", "staff_loginattempt"}
        is_written_by_operations = name in by_operations
        tables[f"admin:{name}_add"] = frozenset() if is_written_by_operations else holders(code)
    of_kinds = {
        f"admin:{page.name}": frozenset.intersection(*map(holders, kind.permission))
        for kind in registry.kinds()
        for page in urls.of_kind(admin.site, kind)
    }
    of_lists = {
        f"admin:{pattern.name}": frozenset.intersection(*map(holders, listing.permission))
        for pattern in admin.site.urls[0]
        if (listing := getattr(pattern.callback, "view_initkwargs", {}).get("listing"))
    }
    administrators = frozenset({Role.ADMINISTRATOR})
    return {
        **tables,
        **of_lists,
        **of_kinds,
        "admin:auth_user_password_change": administrators,
        **own,
    }


def holders(code: str) -> frozenset[Role]:
    return frozenset(
        {role for role in Role if code in queries.codes_of(role=role)} | {Role.ADMINISTRATOR}
    )


def asked(client: Client, page: Page) -> list[Any]:
    return [client.get(page.address), client.post(page.address)]


def is_refusal(answer: Any) -> bool:
    return answer.status_code in {403, 404, 405} or answer.headers.get("Location", "").startswith(
        "/office/login/"
    )


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


def test_every_address_is_known_to_this_test(town: list[Page]) -> None:
    names = {page.name for page in town}

    assert names - PUBLIC == allowed().keys() & names
    assert {name for name in allowed() if name not in names} == set()


def test_a_stranger_comes_nowhere(town: list[Page]) -> None:
    let_in = {
        page.name
        for page in town
        if page.name not in PUBLIC and not all(map(is_refusal, asked(Client(), page)))
    }

    assert let_in == set()


def test_what_is_public_says_nothing_of_a_customer(town: list[Page], case: Case) -> None:
    for page in town:
        if page.name in PUBLIC:
            for answer in asked(Client(), page):
                assert answer.status_code in {200, 302, 400, 403, 404, 405}, page
                assert not {case.number, "Петров"} & set(text_of(answer).split()), page


@pytest.mark.parametrize("role", list(Role))
def test_a_role_comes_where_it_may_and_nowhere_else(
    town: list[Page], log_in: LogIn, role: Role
) -> None:
    client, may = log_in(role), allowed()
    refused, let_in = set(), set()
    for page in town:
        if page.name in PUBLIC:
            continue
        opened = client.get(page.address)
        if role in may[page.name] and is_refusal(opened) and opened.status_code not in {404, 405}:
            refused.add(page.name)
        if role not in may[page.name] and not all(
            map(is_refusal, [opened, client.post(page.address)])
        ):
            let_in.add(page.name)

    assert (refused, let_in) == (set(), set())


@pytest.mark.parametrize(
    ("role", "segment"),
    thorough.pairs([role for role in Role if role != Role.CREW], ELSEWHERE),
)
def test_nobody_of_another_segment_reads_a_word_of_a_customer(
    town: list[Page], case: Case, log_in: LogIn, role: Role, segment: dict[str, Any]
) -> None:
    client, account = log_in(role, **segment), case.account
    assert account is not None
    secrets = ("Петров", "Бывшева", account.number, case.number, "+79160000001", "СЧ-77001")

    told = set()
    for page in town:
        if page.name == "admin:logout":
            continue
        if page.name.startswith("admin:correspondence_template"):
            continue  # an invented debtor of that name
        text = text_of(client.get(page.address))
        told |= {(page.name, secret) for secret in secrets if secret in text}

    assert told == set()


class TestACrew:
    """Sees its own orders and nothing else."""

    @pytest.fixture
    def order(self, case: Case) -> Task:
        Task.objects.update(role=Role.CREW, kind="restriction", stage=2)
        assert case.account is not None
        case.account.party.contacts.create(kind="PHONE", value="+79161230099")
        case.account.party.contacts.create(kind="PHONE", value="+79161230011", takes_calls=False)
        return Task.objects.get()

    def test_reads_where_to_go_what_to_do_and_whom_to_call(
        self, order: Task, log_in: LogIn
    ) -> None:
        page = log_in(Role.CREW).get(f"/office/tasks/{order.pk}/").content.decode()

        assert order.account is not None
        for needed in (order.account.premises.address, "Петров", "+79161230099", 'name="outcome"'):
            assert needed in page, needed

    def test_reads_no_debt_no_case_and_no_number_of_who_asked_not_to_be_called(
        self, order: Task, case: Case, log_in: LogIn
    ) -> None:
        page = log_in(Role.CREW).get(f"/office/tasks/{order.pk}/").content.decode()

        for hidden in (case.number, "4 500,00", "4\xa0500,00", "+79161230011", "Стадия"):
            assert hidden not in page, hidden

    def test_has_no_phone_left_when_the_order_is_done(self, order: Task, log_in: LogIn) -> None:
        Task.objects.update(status=Task.Status.DONE, outcome="DONE")

        page = log_in(Role.CREW).get(f"/office/tasks/{order.pk}/").content.decode()

        assert "+79161230099" not in page

    def test_reads_nothing_of_any_other_customer(
        self, town: list[Page], order: Task, log_in: LogIn
    ) -> None:
        other = factories.create_account(
            party=factories.create_person(name="Чужова Вера Ильинична")
        )
        client = log_in(Role.CREW)
        found = [*town, *pages_of(other.pk, other.party_id)]

        told = [
            page
            for page in found
            if page.name != "admin:logout" and "Чужова" in text_of(client.get(page.address))
        ]

        assert told == []

    def test_reads_no_order_of_another_role(self, case: Case, log_in: LogIn) -> None:
        assert log_in(Role.CREW).get(f"/office/tasks/{Task.objects.get().pk}/").status_code == 404


def pages_of(account_id: int, party_id: int) -> list[Page]:
    return [
        Page("card", f"/office/accounts/{account_id}/"),
        Page("search", "/office/search/?s=Чужова"),
        Page(
            "find",
            "/office/autocomplete/?app_label=contracts&model_name=account&field_name=party&term=Чужова",
        ),
        Page("form", f"/office/parties/party/{party_id}/change/"),
    ]


@pytest.mark.parametrize("code", ["view_account"])
def test_former_owners_are_shown_to_those_who_may_see_present_ones(
    case: Case, log_in: LogIn, code: str
) -> None:
    account = case.account
    assert account is not None
    gone = factories.create_person(name="Прежнева Ольга Львовна", email="", phone="")
    Owner.objects.all().delete()
    share = Owner.objects.create(account=account, party=gone, starts_on="2020-01-01")
    share.party = factories.create_person(name="Новикова Инна Львовна", email="", phone="")
    share.save()
    clerk = User.objects.create_user(username="clerk", password=factories.PASSWORD, is_staff=True)
    clerk.user_permissions.set(permissions(code))
    address = f"/office/contracts/account/{account.pk}/change/"

    without = log_in(clerk).get(address).content.decode()
    clerk.user_permissions.set(permissions(code, "view_owner"))
    with_right = log_in(User.objects.get(pk=clerk.pk)).get(address).content.decode()

    assert "Прежнева" not in without
    assert "Прежнева" in with_right


def permissions(*codes: str) -> Any:
    return Permission.objects.filter(codename__in=codes)
