"""The signs a text is written with.

What nobody sees is dropped or refused, letters of two alphabets are told apart. Pure.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

_DROPPED = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"))
"""Zero-width signs and soft hyphens say where a line may break.

A copy from a web page or a mail brings them along.
"""
_BREAKS = "\t\n\r"
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
_LOST_LETTER = "\ufffd"
_LATIN_LIKE = dict(
    zip("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху", strict=True)
)  # b h k m t of the lower case look otherwise in Russian
LOOKALIKES = str.maketrans(_LATIN_LIKE)
"""Latin letters by the Cyrillic ones that look the same in print."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
# no exponent: a person writes figures, and a thousand zeros are no sum
FIGURES = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
_LEGAL_FORMS = {"ООО", "ОАО", "АО", "ЗАО", "НАО", "ТСН", "СНТ", "АНО", "НКО"}


class UnreadableSigns(ValueError):
    """The text holds signs that cannot be meant; the message names them."""


def without_breaks(text: str) -> str:
    """Return a text without the zero-width signs and soft hyphens."""
    if text.isascii():
        return text
    return text.translate(_DROPPED)


def visible(text: str) -> str:
    """Return a text without the signs that only break lines.

    :raises UnreadableSigns: for control characters, signs that turn the direction of writing, and
        letters that were lost
    """
    line = unicodedata.normalize("NFC", without_breaks(text))
    if line.isprintable():
        if _LOST_LETTER not in line:
            return line
        raise UnreadableSigns(
            _("A letter of the text was lost (%(sign)s): write it again.") % {"sign": _LOST_LETTER}
        )
    unseen = sorted({sign for sign in line if _is_unseen(sign)})
    if unseen:
        message = _(
            "There are invisible signs in the text (%(signs)s): delete the text, and type "
            "it instead of copying."
        )
        raise UnreadableSigns(message % {"signs": ", ".join(map(code, unseen))})
    return line


def shown(text: str) -> str:
    """Return a text that any screen, file and database takes.

    An invisible sign is written as its code, U+202E.
    """
    return "".join(map(_shown, text))


def _shown(sign: str) -> str:
    if _is_unseen(sign):
        return f"[{code(sign)}]"
    return sign


def code(sign: str) -> str:
    """Return the name of a sign in Unicode: U+202E."""
    return f"U+{ord(sign):04X}"


def _is_unseen(sign: str) -> bool:
    return sign not in _BREAKS and unicodedata.category(sign) in _UNSEEN


def one_alphabet(text: str) -> str:
    """Return a text in which no word mixes Cyrillic with Latin letters that look the same: the
    Cyrillic ones are meant.

    :raises UnreadableSigns: when a foreign letter in a Cyrillic word has no Cyrillic look
    """
    return _WORD.sub(lambda match: _one_alphabet(match[0]), text)


def _one_alphabet(word: str) -> str:
    if not _LATIN.search(word):
        return word
    meant = word.translate(LOOKALIKES)
    if meant.upper() in _LEGAL_FORMS:
        return meant
    if not _CYRILLIC.search(word):
        return word
    if _LATIN.search(meant):
        raise UnreadableSigns(
            _("Letters of two alphabets are mixed in «%(word)s»: type the word in Russian.")
            % {"word": word}
        )
    return meant
