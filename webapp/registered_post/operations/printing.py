"""What goes with a list: the list itself for print and as a table, envelopes, the letters."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from documents import contexts, envelopes, layout, rendering
from documents.catalogue import DocumentKind
from webapp.contracts.models import Supplier
from webapp.correspondence.operations import batches
from webapp.correspondence.queries import letterheads, templates
from webapp.registered_post import queries
from webapp.registered_post.models import PostLetter, PostList
from webapp.registered_post.operations import UnableToPost
from webapp.staff.models import User
from webapp.uploads.tables import books

# the columns of form 103, as the post publishes them
_HEADINGS = (
    ("№ п/п", 8),
    ("Адресат (Ф.И.О., наименование)", 40),
    ("Почтовый адрес", 60),
    ("ШПИ", 18),
    ("Вес (кг)", 10),
    ("Сумма объявленной ценности (руб.)", 14),
    ("Сумма наложенного платежа (руб.)", 14),
    ("Сумма платы за пересылку (руб.)", 14),
    ("Отметки", 22),
)


def table(*, post_list: PostList) -> bytes:
    """Return a list as a workbook; weight and price are filled in by the post."""
    rows = [
        (
            letter.place,
            letter.addressee,
            letter.address,
            letter.tracking,
            "",
            "",
            "",
            "",
            letter.document.number,
        )
        for letter in _letters(post_list)
    ]
    headings = [books.Heading(title, width) for title, width in _HEADINGS]
    title = f"Список № {post_list.number} от {post_list.dated:%d.%m.%Y} (ф. 103)"
    return books.book(books.Sheet(headings, rows, title=title))


def form_103(*, post_list: PostList) -> bytes:
    """Return a list as it is signed and handed over, in PDF.

    :raises UnableToConvert: when it cannot be printed
    """
    letters = _letters(post_list)
    supplier = _supplier(letters)
    kind = DocumentKind.POSTAL_LIST
    context = contexts.PostalList(
        number=post_list.number,
        dated=post_list.dated,
        claimant=letterheads.claimant(supplier),
        signatory=contexts.Signatory(
            position=supplier.director_position,
            name=supplier.director,
        ),
        executor=contexts.Executor(name=str(post_list.by), phone=supplier.phone or "—"),
        rows=tuple(_row(letter) for letter in letters),
    )
    edition = templates.in_use(kind=kind)
    template = templates.source_of(edition) if edition else None
    made = rendering.render(kind=kind, context=context, template=template)
    return layout.printed(made.content, engine=settings.PDF_ENGINE)


def on_envelopes(*, post_list: PostList) -> bytes:
    """Return an envelope for each letter of a list, in its order.

    :raises UnableToConvert: when they cannot be printed
    """
    letters = _letters(post_list)
    supplier = _supplier(letters)
    found = [
        envelopes.Envelope(
            sender=supplier.short_name,
            sender_address=supplier.address,
            addressee=letter.addressee,
            address=letter.address,
            mark=letter.document.number,
        )
        for letter in letters
    ]
    return envelopes.printed(envelopes=found, engine=settings.PDF_ENGINE)


def papers(*, post_list: PostList, by: User) -> bytes:
    """Return the letters themselves as one PDF, in the order of the list.

    :raises UnableToPrint: when some cannot be printed
    """
    return batches.as_pdf(papers=[letter.document for letter in _letters(post_list)], by=by)


def _letters(post_list: PostList) -> list[PostLetter]:
    found = list(queries.letters_of(post_list=post_list))
    if not found:
        raise UnableToPost(_("The list is empty."))
    return found


def _supplier(letters: Sequence[PostLetter]) -> Supplier:
    account = letters[0].document.account
    if account is None:
        raise UnableToPost(_("The letter names no account: its sender is not known."))
    return account.supplier


def _row(letter: PostLetter) -> contexts.PostalRow:
    return contexts.PostalRow(
        place=letter.place,
        addressee=letter.addressee,
        address=letter.address,
        mark=letter.document.number,
        tracking=letter.tracking,
    )
