"""The version of a scheme by which a case goes on."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.actions import ActionForm
from webapp.recovery.forms.criteria import VersionField
from webapp.recovery.operations import scheme_moves
from webapp.staff.models import User


class SchemeForm(ActionForm):
    """A case goes on by another version of its scheme, or by another scheme."""

    version = VersionField(label=_("It goes on by"), required=True)

    def foresee(self) -> str:
        """Return what would come of it.

        :raises UnableToMove: when the case cannot go by the version
        """
        version = self.cleaned_data["version"]
        scheme_moves.refuse(case=self.case, version=version)
        ahead = scheme_moves.stages_ahead(case=self.case, version=version)
        if not ahead:
            return gettext("No stage comes after the present one.")
        return gettext("After the present stage: %(stages)s.") % {"stages": ahead}

    def done(self) -> str:
        """Return by what the case goes now."""
        name = self.fields["version"].label_from_instance(  # type: ignore[attr-defined]
            self.cleaned_data["version"]
        )
        return gettext("The case goes on by “%(name)s”.") % {"name": name}

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Move it."""
        scheme_moves.move(
            case_id=case_id,
            version_id=self.cleaned_data["version"].pk,
            by=by,
            today=today,
        )


class ManySchemeForm(forms.Form):
    """Many cases go on by one version."""

    version = VersionField(label=_("They go on by"), required=True)
