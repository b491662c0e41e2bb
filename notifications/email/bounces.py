"""Letters that came back: who returned which letter of ours, and why.

Pure: the bytes of a letter in, a bounce or nothing out.

A report of delivery (RFC 3464) is believed by its fields. Servers that write one in their own words
are believed only when a machine speaks, the letter it gives back is ours, and it names a refusal
that is final. Answers of absent people and news of delay are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses, parseaddr
from itertools import islice
from uuid import UUID

from notifications.message import plain

# every expression is bounded and begins where a word does: the time it takes grows with the letter
_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]{1,255}>", re.IGNORECASE)
_LOCAL = r"\w.!#$%&'*+/=?^`{|}~-"
_ADDRESS = re.compile(rf"(?<![{_LOCAL}])[{_LOCAL}]{{1,64}}@[\w.-]{{0,254}}\w")
# a refusal for good: an enhanced code of class 5 (RFC 3463) or a reply of class 5 (RFC 5321) beside
# its words
_FINAL = re.compile(r"(?<![\d.])(?:5\.\d{1,3}\.\d{1,3}|5[0-5]\d[ -])(?![\d.])")
_DELAY = re.compile(
    r"delayed|delivery incomplete|will be retried|still being retried|will retry|warning "
    r"message only"
    r"|задерж|ещё не доставлено|будет повтор|попытки .{0,20}продолж",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"^(mailer-daemon|postmaster|mail-daemon|mdaemon|microsoftexchange[0-9a-f]+)@", re.IGNORECASE
)
# charsets of ordinary letters; others are slow to read, or no charsets of text at all
_CHARSETS = re.compile(
    r"(utf-?8|us-ascii|ascii|koi8-[ru]|(windows-|cp)125\d|cp866|iso-8859-\d{1,2}|latin-?1)",
    re.IGNORECASE,
)
_WORDS_MAX = 300
_TEXT_MAX = 100_000
_FIELD_MAX = 2_000
_PARTS_MAX = 100
BYTES_MAX = 512 * 1024
"""More of a letter is not looked at: a bounce tells its reason first."""


class Unreadable(Exception):
    """The letter cannot be read; the text names the fault, never the letter."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter of ours, known by its reference, that will not reach these recipients.

    ``words`` are those of the server.
    """

    reference: UUID
    recipients: frozenset[str]
    words: str


def read(content: bytes) -> Bounce | None:
    """Return which letter came back.

    Nothing when this is no bounce, is about a delay, or gives back nothing of ours.

    :raises Unreadable: when it is made to be no letter at all
    """
    # strangers write these letters, and the library of letters has many ways to stumble
    try:
        return _read(message_from_bytes(content[:BYTES_MAX], policy=compat32))
    except (
        ValueError,
        LookupError,
        MessageError,
        RecursionError,
        AttributeError,
        TypeError,
    ) as error:
        raise Unreadable(type(error).__name__) from None


def _read(letter: Message) -> Bounce | None:
    if letter.get_content_type() == "multipart/report":
        report = _report(letter)
        if report:
            return _of_report(letter, report)
        return None
    if _is_machine(letter):
        return _of_words(letter)
    return None


def same_address(one: str, other: str) -> bool:
    """Say whether two spellings are one mailbox: servers fold case and write domains in Latin."""
    return _folded(one) == _folded(other)


def _report(letter: Message) -> Message | None:
    """Return the part that tells the fate of each recipient."""
    kinds = {"message/delivery-status", "message/global-delivery-status"}
    return next(
        (part for part in _parts(letter) if part.get_content_type() in kinds),
        None,
    )


def _parts(letter: Message) -> Iterator[Message]:
    return islice(letter.walk(), _PARTS_MAX)


def _of_report(letter: Message, report: Message) -> Bounce | None:
    failed = [fields for fields in _fields(report) if _is_final(fields)]
    reference = _reference(letter)
    if not failed or reference is None:
        return None
    recipients = frozenset(
        address
        for fields in failed
        for name in ("Original-Recipient", "Final-Recipient")
        if (address := _recipient(fields, name))
    )
    return Bounce(reference, recipients, _why(failed[0]))


def _fields(report: Message) -> Iterator[Message]:
    """Return the groups of fields about recipients, one behind each blank line.

    The first group is about the letter as a whole.
    """
    _head, *groups = re.split(rb"(?:\r?\n){2,}", report.as_bytes())
    fields = (message_from_bytes(group, policy=compat32) for group in groups)
    return (group for group in fields if group["Final-Recipient"])


def _is_final(fields: Message) -> bool:
    """A failed action means that the server has given up, whatever code it gave up with.

    Without an action the code tells.
    """
    action = _text(fields, "Action").lower()
    status = _text(fields, "Status")
    if action:
        return action.startswith("failed")
    return status.startswith("5.")


def _recipient(fields: Message, name: str) -> str:
    """Return the address behind its type (``rfc822; petrov@example.org``)."""
    _type, _sign, written = _text(fields, name).rpartition(";")
    _name, address = parseaddr(written.strip())
    return address


def _why(fields: Message) -> str:
    status = _text(fields, "Status")
    diagnosis = _text(fields, "Diagnostic-Code")
    words = diagnosis.partition(";")[2].strip() or diagnosis
    if status not in words:
        words = f"{status} {words}".strip()
    return plain(words)[:_WORDS_MAX]


def _is_machine(letter: Message) -> bool:
    """A bounce comes from the mail server itself.

    People and their autoresponders write in their own names.
    """
    if _text(letter, "X-Failed-Recipients"):
        return True
    _name, sender = parseaddr(_text(letter, "From"))
    return _MACHINES.match(sender) is not None


def _of_words(letter: Message) -> Bounce | None:
    told = "\n".join([_text(letter, "Subject"), *_told(letter)])
    named = getaddresses([_text(letter, "X-Failed-Recipients")])
    recipients = frozenset(address for _name, address in named if address)
    final = _FINAL.search(told)
    reference = _reference(letter)
    if reference is None or _DELAY.search(told):
        return None
    if not final and not recipients:
        return None
    if final:
        line = told[final.start() :].splitlines()[0]
    else:
        line = _text(letter, "Subject")
    return Bounce(
        reference,
        recipients or frozenset(_ADDRESS.findall(told)),
        plain(line)[:_WORDS_MAX],
    )


def _told(letter: Message) -> Iterator[str]:
    """Return what the server says itself: the texts in front of the letter that it gives back."""
    for part in _parts(letter):
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            return
        if part.get_content_maintype() == "text":
            yield _ORIGINAL.split(_decoded(part), maxsplit=1)[0]


_ORIGINAL = re.compile(
    r"^[-=> ]*(?:original message|this is a copy of (?:the|your) message|below this "
    r"line|копия (?:вашего )?(?:письма|сообщения)"
    r"|исходное (?:письмо|сообщение)|return-path:|received:)",
    re.IGNORECASE | re.MULTILINE,
)


def _reference(letter: Message) -> UUID | None:
    """Return our reference from the Message-ID of the letter given back, wherever the server has
    put it.
    """
    texts = [_text(letter, name) for name in ("In-Reply-To", "References")]
    for part in _parts(letter):
        if part is not letter:
            texts.insert(0, _text(part, "Message-ID"))
        if part.get_content_maintype() == "text":
            texts.append(_decoded(part))
    for text in texts:
        if found := _OURS.search(text):
            return UUID(found[1])
    return None


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        raw = content
    else:
        raw = b""
    charset = str(part.get_param("charset", "utf-8"))
    if not _CHARSETS.fullmatch(charset):
        charset = "utf-8"
    try:
        return raw[:_TEXT_MAX].decode(charset, "replace")
    except LookupError:  # the name of a charset that nobody has
        return raw[:_TEXT_MAX].decode("utf-8", "replace")


def _text(fields: Message, name: str) -> str:
    """Return a field in one line, its coded words read."""
    written = str(fields[name] or "")[:_FIELD_MAX]
    try:
        return " ".join(str(make_header(decode_header(written))).split())
    except (LookupError, ValueError, MessageError):
        return " ".join(written.split())


def _folded(address: str) -> str:
    local, _at, domain = address.strip().strip("<>").rpartition("@")
    try:
        latin = domain.encode("idna").decode()
    except UnicodeError:
        latin = domain
    return f"{local}@{latin}".lower()
