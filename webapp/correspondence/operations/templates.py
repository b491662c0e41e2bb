"""The department's editions of templates: taken when they pass every check, switched on and off."""

from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from documents import trial
from documents.catalogue import DocumentKind
from documents.markup import Fault
from webapp.audit import operations as audit
from webapp.correspondence.models import Template
from webapp.correspondence.operations import documents
from webapp.staff import characters
from webapp.staff.models import User


class UnableToKeepTemplate(Exception):
    """The file cannot be a template: ``faults`` say why, or its text does."""

    def __init__(self, text: str, *, faults: Sequence[Fault] = ()) -> None:
        """Keep what was found."""
        super().__init__(text)
        self.faults = tuple(faults)


class UnableToSwitch(Exception):
    """What was asked for is in use already, or another person has just switched."""


def keep(*, kind: str, file_name: str, content: bytes, note: str, by: User) -> Template:
    """Check a file and keep it as the next edition of a kind.

    Papers are made from it when it is switched on, not before.

    :raises UnableToKeepTemplate: when it cannot be a template, is an edition already, or another
        edition came at the same moment
    """
    if faults := trial.check(
        kind=DocumentKind(kind),
        content=content,
        engine=settings.PDF_ENGINE,
    ):
        raise UnableToKeepTemplate(
            _("The file is not taken. Correct it in Word and upload it again."),
            faults=faults,
        )
    try:
        with transaction.atomic():
            return _insert(
                kind=kind,
                file_name=file_name,
                content=content,
                note=note,
                by=by,
            )
    except IntegrityError as error:
        raise UnableToKeepTemplate(_already(kind, content)) from error


def _insert(*, kind: str, file_name: str, content: bytes, note: str, by: User) -> Template:
    last = (
        Template.objects.filter(kind=kind)
        .order_by("-version")
        .values_list("version", flat=True)
        .first()
    )
    file = documents.keep_file(content)
    template = Template(
        kind=kind,
        version=(last or 0) + 1,
        file=file,
        file_name=characters.shown(file_name)[-200:],
        note=note,
        uploaded_by=by,
    )
    template.save(force_insert=True)
    _enter(template, "uploaded", by=by)
    return template


def _already(kind: str, content: bytes) -> str:
    """Return why the database refused a new edition."""
    same = Template.objects.filter(
        kind=kind,
        file=documents.keep_file(content),
    ).first()
    if same:
        return _("This very file is edition %(version)s already. Switch that one on.") % {
            "version": same.version
        }
    return _(
        "Another person uploaded an edition at the same moment. Look at it, then upload "
        "yours again."
    )


def switch_on(*, template_id: int, by: User) -> Template:
    """Make papers of a kind from an edition from now on; those already made stay as they are.

    :raises UnableToSwitch: when it is in use already, or another person switches at the same moment
    """
    try:
        with transaction.atomic():
            template = Template.objects.get(pk=template_id)
            Template.objects.filter(kind=template.kind, is_in_use=True).exclude(
                pk=template_id
            ).update(is_in_use=False)
            if not Template.objects.filter(pk=template_id, is_in_use=False).update(is_in_use=True):
                raise UnableToSwitch(_("This edition is in use already."))
            _enter(template, "switched-on", by=by)
    except IntegrityError as error:
        raise UnableToSwitch(
            _("Another person has just switched on another edition. Look at it first.")
        ) from error
    template.refresh_from_db()
    return template


@transaction.atomic
def return_to_built_in(*, kind: str, by: User) -> Template:
    """Make papers of a kind from the built-in template again; return the edition that was in use.

    :raises UnableToSwitch: when the built-in is in use already
    """
    template = (
        Template.objects.select_for_update()
        .filter(
            kind=kind,
            is_in_use=True,
        )
        .first()
    )
    if template is None:
        raise UnableToSwitch(_("The built-in template is in use already."))
    Template.objects.filter(pk=template.pk).update(is_in_use=False)
    _enter(template, "switched-off", by=by)
    return template


def _enter(template: Template, verb: str, *, by: User) -> None:
    details = {"kind": template.kind, "version": template.version, "sha256": template.file.sha256}
    audit.record(
        name=f"correspondence.template.{verb}",
        subject=f"template:{template.pk}",
        actor=by,
        ground=template.note,
        details=details,
    )
