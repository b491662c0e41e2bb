"""From debt to bailiffs each filing is one PDF, whose inventory is what is in it; what is lacking is named before."""

import io
import re
import struct
import zlib
from datetime import date, timedelta
from decimal import Decimal

import pypdf
import pytest
from django.conf import settings

from documents import scans
from documents.enclosures import Holder
from tests import enclosing as bringing
from tests import factories
from tests.recovery.living import START
from webapp.audit.models import Entry
from webapp.contracts.models import Account, Owner
from webapp.correspondence.models import Document
from webapp.parties.models import Guardian, State
from webapp.processes.models import Case
from webapp.processes.operations import work
from webapp.recovery.models import Enclosure
from webapp.recovery.operations import enclosing, packages, watching
from webapp.recovery.operations.enclosing import Brought, UnableToEnclose
from webapp.recovery.queries import enclosed
from webapp.recovery.queries import schemes as known_schemes
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import decisions

CALCULATED = "Расчёт задолженности и пеней"
FILED = {"court_order_application", "statement_of_claim", "bailiff_registry"}
_PIECE = re.compile(r"(\d+)(?:–(\d+))? (\d+)$")


def packed(life, paper):
    return packages.pack(paper=paper, by=life.by, today=life.today)


def read(content):
    """Return the pages of a package as text, and where each bookmark leads, by its name."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    marks = {mark.title: 1 + reader.get_destination_page_number(mark) for mark in reader.outline}
    return [page.extract_text() for page in reader.pages], marks


def inventory(letter):
    """Return what the printed cover letter promises: titles and the pages on which they stand."""
    content = packages.pdfs.pdf_of(letter)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    rows = text.partition("Кол-во листов")[2].replace("\n", " ").replace("Документ Листы", "")
    return " ".join(rows.split())


def assert_inventory_is_the_content(package):
    texts, marks = read(package.content)
    printed = inventory(package.letter)
    for piece in package.pieces:
        assert piece.title in printed
        if piece.is_original:
            continue
        where = f"{piece.first}" if piece.length == 1 else f"{piece.first}–{piece.last}"
        assert f"{piece.title} {where} {piece.length}" in printed
        if piece.title in marks:
            assert marks[piece.title] == piece.first
        for sheet in range(piece.first, piece.last + 1):
            assert f"{sheet} из {len(texts)}" in texts[sheet - 1]
    assert max(piece.last for piece in package.pieces) == len(texts)
    assert f"всего {len(texts)} л" in " ".join(texts[0].split())
    own = len(texts) - sum(piece.length for piece in package.pieces if piece.title in marks)
    assert own == min(piece.first for piece in package.pieces if piece.first) - 1
    calculation = next((one for one in package.pieces if one.title.startswith("Расчёт")), None)
    if calculation:
        assert "РАСЧЁТ ВЗЫСКИВАЕМЫХ СУММ" in texts[calculation.first - 1]


def filings():
    return Document.objects.filter(kind__in=FILED).exclude(status="CANCELLED").order_by("id")


def flat_of_three():
    """A customer, her co-owner and a minor, for whom his parents answer, own a third each."""
    customer = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, party=customer)
    Owner.objects.filter(account=account).delete()
    co_owner, mother, father = (
        factories.create_person(name=name, email="", phone="")
        for name in ("Кузнецов Олег Павлович", "Зимина Ольга Петровна", "Зимин Иван Ильич")
    )
    minor = factories.create_person(
        name="Зимин Пётр Иванович", email="", phone="", birth_date=date(2015, 5, 5)
    )
    for party in (customer, co_owner, minor):
        factories.create_owner(
            account=account,
            party=party,
            share_numerator=1,
            share_denominator=3,
            proof=f"Выписка из ЕГРН: {party.name}",
        )
    for parent in (mother, father):
        Guardian.objects.create(child=minor, party=parent, proof="Свидетельство о рождении")
    return account


def test_a_citizen_with_a_co_owner_and_a_minor_goes_to_the_bailiffs_by_packages(begin):
    life = begin(flat_of_three(), lazy=frozenset({"register_writ"}))
    life.go(until="ask:register_writ")
    work.complete(
        task_id=Task.objects.get(kind="register_writ").pk,
        outcome="REGISTERED",
        result={"date": life.today.isoformat(), "number": "ВС 1; ВС 2; ВС 3"},
        by=life.by,
        today=life.today,
    )

    life.go()

    made = list(filings())
    assert len({paper.context["debtor"]["name"] for paper in made if "court" in paper.context}) > 1
    assert made[-1].kind == "bailiff_registry"
    for paper in made:
        assert_inventory_is_the_content(packed(life, paper))


def test_a_company_with_five_points_goes_to_the_bailiffs_by_packages(begin):
    company = factories.create_organization()
    contract = factories.create_contract(party=company)
    accounts = [
        factories.create_debtor(
            today=START, party=company, contract=contract, monthly=Decimal(40000)
        )
        for _point in range(5)
    ]
    life = begin(accounts[0])

    life.go()

    made = list(filings())
    assert {paper.kind for paper in made} >= {"bailiff_registry"}
    for paper in made:
        package = packed(life, paper)
        assert_inventory_is_the_content(package)
    claim = next(paper for paper in made if paper.kind != "bailiff_registry")
    numbers = {one.number for one in accounts}
    assert {row["account"] for row in claim.context["debts"]} == numbers
    assert {row["account"] for row in claim.context["penalty"]["rows"]} == numbers
    printed = set(claim.context["addresses"].split("; "))
    assert printed == {one.premises.address for one in accounts}


@pytest.fixture
def waiting(begin):
    """A citizen's application that waits for what it encloses."""
    return drawn_up(begin())


def drawn_up(life):
    """Let a case stand where its application has just been drawn up, and ask for what that lacks."""
    stages = known_schemes.scheme_of_version(life.case.recovery.scheme_version_id).stages
    stage = next(place for place, one in enumerate(stages) if one.kind == "court_order")
    Case.objects.filter(pk=life.case.pk).update(stage=stage)
    life.do(Deed(DeedKind.MAKE, "court_order_application", stage, life.case.attempt))
    decision = life.decide()
    assert not isinstance(decision, decisions.Wait), decision
    life.do(decision.deed)
    return life


def application():
    return filings().get(kind="court_order_application")


def bring(life, title, content=None, on=None):
    paper = application()
    item = next(
        one
        for one in enclosed.checklist(paper=paper, today=life.today)
        if one.title.startswith(title)
    )
    return enclosing.enclose(
        paper=paper,
        title=item.title,
        holder=(item.wants or item.line.holders)[0],
        brought=Brought("скан.pdf", content or bringing.page(), on),
        by=life.by,
        today=life.today,
    )


def test_the_filing_waits_and_the_task_names_what_is_lacking(waiting):
    task = Task.objects.get(kind="bring_enclosures")

    assert waiting.decide() == decisions.Wait("task:bring_enclosures")
    assert "Документ об уплате государственной пошлины" in task.remarks
    assert "Доказательство направления копии заявления" in task.remarks
    assert not Task.objects.filter(kind="file_court_order").exists()


def test_nothing_is_packed_while_something_is_lacking(waiting):
    with pytest.raises(packages.UnableToPack, match="Документ об уплате"):
        packed(waiting, application())


def test_the_task_cannot_be_finished_while_something_is_lacking(waiting):
    task = Task.objects.get(kind="bring_enclosures")

    with pytest.raises(UnableToComplete, match="Документ об уплате"):
        work.complete(
            task_id=task.pk,
            outcome="COMPLETE",
            result={"date": waiting.today.isoformat()},
            by=waiting.by,
            today=waiting.today,
        )


def test_with_the_last_file_the_task_is_done_and_the_filing_goes_on(waiting):
    bringing.supply(case=waiting.fresh(), by=waiting.by, today=waiting.today)

    assert Task.objects.get(kind="bring_enclosures").status == Task.Status.DONE
    assert waiting.decide().deed.name == "file_court_order"


def test_what_the_code_wants_cannot_be_left_out(waiting):
    with pytest.raises(UnableToEnclose, match="ГПК 124"):
        enclosing.file_without(
            paper=application(),
            title="Документ об уплате государственной пошлины",
            reason="нет денег",
            by=waiting.by,
            today=waiting.today,
        )


def test_a_lawyer_files_without_evidence_and_the_inventory_says_why(waiting):
    paper = application()
    proof = paper.context["enclosures"][-1]
    assert "ЕГРН" in proof

    enclosing.file_without(
        paper=paper,
        title=proof,
        reason="заявлено ходатайство об истребовании",
        by=waiting.by,
        today=waiting.today,
    )
    bringing.supply(case=waiting.fresh(), by=waiting.by, today=waiting.today)
    package = packed(waiting, paper)

    assert proof not in {piece.title for piece in package.pieces}
    assert package.letter.context["left_out"] == [
        {"title": proof, "reason": "заявлено ходатайство об истребовании"}
    ]
    assert Entry.objects.filter(name="recovery.enclosure.filed-without").exists()


def test_an_extract_of_the_flat_is_found_again_for_the_next_filing(waiting):
    bring(waiting, "Выписка из ЕГРН")
    account = Account.objects.get()

    assert Enclosure.objects.get(account=account).case_id is None


def test_the_same_file_is_kept_once(waiting):
    first, second = bring(waiting, "Документ об"), bring(waiting, "Документ об")

    assert first == second


def test_a_wrong_file_is_put_aside_and_lacks_again(waiting):
    kept = bring(waiting, "Документ об")
    enclosing.put_aside(
        paper=application(), file_id=kept.pk, reason="не та", by=waiting.by, today=waiting.today
    )

    lacks = {item.title for item in enclosed.lacking(paper=application(), today=waiting.today)}
    assert "Документ об уплате государственной пошлины" in lacks
    assert Enclosure.objects.get(pk=kept.pk).put_aside_because == "не та"


@pytest.mark.parametrize("content", [b"", b"MZ", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_scan_is_refused_in_words(waiting, content):
    with pytest.raises(UnableToEnclose, match="PDF, JPEG"):
        bring(waiting, "Документ об", content=content or b"x")


def test_nobody_brings_a_file_that_is_not_asked_for(waiting):
    with pytest.raises(UnableToEnclose):
        enclosing.enclose(
            paper=application(),
            title="Выписка из лицевого счёта",
            holder=Holder.ACCOUNT,
            brought=Brought("a.pdf", bringing.page()),
            by=waiting.by,
            today=waiting.today,
        )


def test_the_same_content_has_the_same_cover_letter(waiting):
    bringing.supply(case=waiting.fresh(), by=waiting.by, today=waiting.today)

    first, second = packed(waiting, application()), packed(waiting, application())

    assert (first.letter, first.content) == (second.letter, second.content)


def test_an_extract_owes_what_the_filing_claims(waiting):
    bringing.supply(case=waiting.fresh(), by=waiting.by, today=waiting.today)
    packed(waiting, application())

    extract = Document.objects.get(kind="account_extract").context
    paid = sum(Decimal(move["paid"]) for move in extract["movements"])
    charged = sum(Decimal(move["charged"]) for move in extract["movements"])
    assert Decimal(extract["opening"]) + charged - paid == application().debt
    assert Decimal(extract["movements"][-1]["rest"]) == application().debt


def test_an_extract_of_the_register_grows_old(begin):
    company = factories.create_organization()
    life = drawn_up(begin(factories.create_debtor(today=START, party=company)))
    bringing.supply(case=life.fresh(), by=life.by, today=life.today)
    paper = application()

    later = life.today + timedelta(days=31)

    (old,) = enclosed.lacking(paper=paper, today=later)
    assert old.line.code == "register"
    assert "30" in old.lacking
    assert not enclosed.lacking(paper=paper, today=life.today + timedelta(days=30))


def test_a_picture_becomes_one_page(waiting):
    content, pages = scans.as_pdf(png(60, 40), engine=settings.PDF_ENGINE)

    assert pages == 1
    assert content.startswith(b"%PDF-")


def png(width, height):
    """Return a small grey picture."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\x99" * width) * height
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def extract_of_a_company(begin):
    """A company's filing that is complete and waits to be filed, its extracts a day old."""
    company = factories.create_organization()
    life = begin(factories.create_debtor(today=START, party=company, monthly=Decimal(40000)))
    drawn_up(life)
    bringing.supply(case=life.fresh(), by=life.by, today=life.today)
    life.do(life.decide().deed)
    assert Task.objects.get(kind="file_court_order").status == Task.Status.OPEN
    return life


def test_an_extract_that_grows_old_while_the_filing_waits_is_asked_for_anew(begin):
    life = extract_of_a_company(begin)

    watching.watch(today=life.today + timedelta(days=29))
    assert not Task.objects.filter(kind="renew_extract").exists()
    for days in (31, 32):
        watching.watch(today=life.today + timedelta(days=days))

    task = Task.objects.get(kind="renew_extract")
    assert "Выписки из ЕГРЮЛ" in task.remarks and "старше 30 дней" in task.remarks
    life.today += timedelta(days=32)
    bringing.supply(case=life.fresh(), by=life.by, today=life.today)
    task.refresh_from_db()
    assert task.status == Task.Status.DONE
    assert not enclosed.aged(case=life.fresh(), today=life.today)


def bankrupt(life):
    """Let a court have declared the customer bankrupt in the middle of the case."""
    State.objects.create(
        party=life.case.party,
        kind=State.Kind.BANKRUPT,
        starts_on=life.today,
        evidence="Определение от 02.03.2026 № А66-1/2026",
    )
    life.go(until="ask:creditors_claim")
    return Document.objects.get(kind="creditors_register")


def test_a_claim_in_the_register_waits_for_what_it_encloses_and_goes_as_a_package(begin):
    life = begin(lazy=frozenset({"creditors_claim"}))
    paper = bankrupt(life)
    task = Task.objects.get(kind="creditors_claim")

    def report():
        work.complete(
            task_id=task.pk,
            outcome="DONE",
            result={"date": life.today.isoformat()},
            by=life.by,
            today=life.today,
        )

    with pytest.raises(UnableToComplete, match="Доказательство направления копии"):
        report()
    bringing.supply(case=life.fresh(), by=life.by, today=life.today)
    package = packed(life, paper)
    texts, marks = read(package.content)
    assert all(f"{number} из {len(texts)}" in text for number, text in enumerate(texts, 1))
    calculation, *others = sorted(package.pieces, key=lambda piece: piece.title != CALCULATED)
    assert "РАСЧЁТ ТРЕБОВАНИЯ" in texts[calculation.first - 1]
    assert {marks[piece.title] for piece in others} == {piece.first for piece in others}
    assert package.letter.context["about"].startswith("заявление о включении в реестр")
    report()
    paper.refresh_from_db()
    assert paper.status == Document.Status.ISSUED
