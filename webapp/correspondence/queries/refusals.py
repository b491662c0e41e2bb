"""Why a paper or a template was refused, as a person reads it.

The renderer gives codes and data and knows no language.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.refusals import Refused, Why
from webapp.correspondence import queries

TEXTS: Mapping[Why, Promise] = {
    Why.OTHER_CONTEXT: _("The facts given are of another document."),
    Why.NO_DEBTS: _("There is no row of debt: nothing is to be paid by this document."),
    Why.PENALTY_DIFFERS: _(
        "The rows of the penalty differ from its total by %(difference)s roubles: count "
        "the penalty again."
    ),
    Why.BLANK: _(
        "A blank would stay empty. Fill in what is missing, or put the blank under a "
        "condition in the template."
    ),
    Why.UNKNOWN_NAME: _(
        "The template prints what this document does not have: %(tag)s. Choose a field "
        "from the list of fields."
    ),
    Why.FORBIDDEN: _(
        "The template may not do this: %(tag)s. Only fields, conditions, repetitions and "
        "the filters of the list are allowed."
    ),
    Why.NOT_PRINTABLE: _(
        "The value cannot be printed this way: %(tag)s. Use another filter, as in the list "
        "of fields."
    ),
    Why.UNREADABLE: _(
        "The tag cannot be read: %(tag)s. Compare it with the list of fields: names are "
        "English and stand without quotes."
    ),
    Why.UNBALANCED: _(
        "A bracket of a tag is missing. Each {{ ends with }}, each {% with %}, in the same "
        "paragraph."
    ),
    Why.NOT_CLOSED: _("The condition or repetition is not ended: %(tag)s. Add endif or endfor."),
    Why.NOT_OPENED: _("Nothing that this tag could end or divide has been begun: %(tag)s."),
    Why.SPLIT: _(
        "The condition begins in one paragraph and ends in another: %(tag)s. Put it whole "
        "into one paragraph, "
        "or write {%%p if … %%} and {%%p endif %%} in paragraphs of their own, {%%tr … %%} in "
        "table rows of their own."
    ),
    Why.TOO_DEEP: _(
        "Too deep: %(tag)s. At most two repetitions may be nested, and at most twenty conditions."
    ),
    Why.TOO_LONG: _(
        "The tag is too long: %(tag)s. A tag names a field or a condition: split it into several."
    ),
    Why.TOO_COSTLY: _(
        "The file takes more time or memory to check than a letter may. Take out what "
        "repeats, or begin from the built-in template again."
    ),
    Why.UNKNOWN_STATEMENT: _(
        "There is no such tag: %(tag)s. There are if, elif, else, endif, for and endfor."
    ),
    Why.UNKNOWN_FILTER: _(
        "There is no such filter: %(name)s, in %(tag)s. The list of fields shows those that exist."
    ),
    Why.BROKEN_PARAGRAPHS: _(
        "Conditions or repetitions tear paragraphs or table rows apart. "
        "Begin and end each in one paragraph, or in paragraphs or rows of their own with {%p "
        "… %} and {%tr … %}."
    ),
    Why.NOT_PRINTED_FACT: _(
        "Every paper must print its number and date, and this template does not print %(name)s."
    ),
    Why.NOT_A_SCAN: _(
        "The file is no PDF, JPEG or PNG that can be read, or has too many pages: scan it again."
    ),
    Why.NOT_WORD: _(
        "The file is not a Word document. Save it in Word as a document (.docx) and upload "
        "it again."
    ),
    Why.TOO_LARGE: _(
        "The file or what is inside it is larger than %(megabytes)s MB. Compress the "
        "pictures in Word and save it again."
    ),
    Why.ENCRYPTED: _(
        "The file is protected by a password. Take the password off in Word and upload it again."
    ),
    Why.MACROS: _("The file has macros. Save it in Word as a document without macros (.docx)."),
    Why.EMBEDDED: _("The file has an embedded object: %(part)s. Delete it in Word."),
    Why.EXTERNAL: _(
        "The file refers to something outside: %(target)s. Remove the link in Word, keep the text."
    ),
    Why.LIVE_FIELD: _(
        "The file has a field that fetches data from outside: %(field)s. Delete it in Word."
    ),
    Why.NO_PICTURE: _(
        "The picture whose alternative text is %(name)s is gone: the payment code stands "
        "in its place. Put it back."
    ),
    Why.NO_FONTS: _(
        "This machine has no fonts to print documents with. "
        "Install the package fonts-paratype or fonts-dejavu-core (or pip install "
        "fontpkg-pt-serif) and try again."
    ),
    Why.NOT_PRINTED: _(
        "The document could not be turned into PDF. Check that the file opens in Word."
    ),
    Why.BLANK_PAGE: _(
        "Page %(page)s of the printed sample is blank. Delete empty paragraphs and page "
        "breaks before it."
    ),
    Why.TAG_PRINTED: _(
        "A tag was printed instead of its value on page %(page)s of the sample. Type the "
        "tag anew, without formatting inside it."
    ),
    Why.PAPERS_DIFFER: _(
        "Of %(expected)s papers %(counted)s came into the file, so it is not given out. "
        "Tell the administrator."
    ),
}
"""One text for each reason."""


def in_words(refused: Refused) -> str:
    """Return why something was refused; a paper is called by its name first."""
    text = told(why=refused.why, details=refused.details)
    kind = refused.details.get("kind")
    if kind:
        return f"{queries.name_of(str(kind))}: {text}"
    return text


def told(*, why: Why, details: Mapping[str, Any]) -> str:
    """Return the text of a reason with its data."""
    text = str(TEXTS[why])
    if "%(" in text:
        return text % {name: _shown(value) for name, value in details.items()}
    return text


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return formats.number_format(value, decimal_pos=2, use_l10n=True)
    return str(value)
