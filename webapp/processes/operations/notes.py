"""Writing down notes and calls about a case or an account, with the files laid to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.contracts.models import Account
from webapp.processes import registry
from webapp.processes.models import Case, Note, NoteFile
from webapp.staff import characters
from webapp.staff.models import User
from webapp.tasks.queries import contents


class UnableToWrite(Exception):
    """Nothing is said, a file is none that is kept, or somebody has corrected the note already."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is written down. The ``key`` tells one form from another: sent twice, it is the same."""

    key: UUID
    text: str = ""
    kind: str = Note.Kind.NOTE
    person: str = ""
    phone: str = ""
    outcome: str = ""
    files: "Sequence[UploadedFile[Any]]" = ()


@transaction.atomic
def write(*, about: Case | Account, said: Said, by: User, now: datetime) -> Note:
    """Write a note or a call down; it stays as it is.

    :raises UnableToWrite: when nothing is said, or a file is none that is kept
    """
    return _write(about, said, by, now, corrects=None)


@transaction.atomic
def correct(*, note_id: int, said: Said, by: User, now: datetime) -> Note:
    """Write what should have been written; the former note stays and says that it was corrected.

    :raises UnableToWrite: when somebody has corrected it already, and as ``write`` does
    """
    # under its lock: of two at once the second hears who was first
    former = Note.objects.select_for_update().get(id=note_id)
    newer = Note.objects.filter(corrects=former).select_related("by").first()
    if newer and newer.key != said.key:
        raise UnableToWrite(
            _("%(name)s has corrected this note already: correct the newer one.")
            % {"name": newer.by}
        )
    about = former.case or former.account
    assert about is not None
    return _write(about, said, by, now, corrects=former)


def _write(
    about: Case | Account, said: Said, by: User, now: datetime, corrects: Note | None
) -> Note:
    if not said.text and not said.files and not said.outcome:
        raise UnableToWrite(_("Write something, or lay a file to it."))
    known = {"case": about} if isinstance(about, Case) else {"account": about}
    note, is_new = Note.objects.get_or_create(
        key=said.key,
        defaults={
            **known,
            "kind": said.kind,
            "text": said.text,
            "person": said.person,
            "phone": said.phone,
            "outcome": said.outcome,
            "corrects": corrects,
            "by": by,
            "on": now.date(),
            "at": now,
        },
    )
    if is_new:
        for file in said.files:
            _keep(note, file)
        _tell(note, files=len(said.files))
    return note


def _keep(note: Note, file: "UploadedFile[Any]") -> None:
    name = characters.shown(file.name or "")[:200]
    content, kind = contents.read(file)
    if not kind:
        raise UnableToWrite(
            _("“%(name)s” is not a picture, a PDF, a Word or Excel file of at most 10 MB.")
            % {"name": name}
        )
    NoteFile.objects.create(
        note=note,
        name=name,
        content_type=kind,
        content=content,
        size=len(content),
    )


def _tell(note: Note, *, files: int) -> None:
    """Write into the register that something was written down; what, stays with the note."""
    verb = "note-written"
    if note.corrects_id:
        verb = "note-corrected"
    if note.case is None:
        name = f"contracts.account.{verb}"
        subject = f"account:{note.account_id}"
    else:
        process = registry.process_of(code=note.case.process)
        name = process.audited(verb)
        subject = process.subject_of(case_id=note.case.pk)
    audit.record(
        name=name,
        subject=subject,
        actor=note.by,
        details={"files": files},
    )
