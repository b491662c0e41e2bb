"""Samples speak of what the house does: their terms are those of the schemes that come with the program."""

from documents import samples
from documents.catalogue import DocumentKind
from webapp.recovery.operations import schemes
from workflows.interfaces.debt_recovery import StageKind

STAGES = {
    DocumentKind.NOTICE: StageKind.NOTICE,
    DocumentKind.RESTRICTION_WARNING: StageKind.WARNING,
    DocumentKind.PRETRIAL_CLAIM: StageKind.PRETRIAL_CLAIM,
}


def test_terms_of_the_letters_are_those_of_the_schemes():
    for (kind, is_citizen), days in samples.TERMS_DAYS.items():
        # citizens are sued without a claim, and their sample of one says what an organization is given
        is_of_persons = is_citizen and kind is not DocumentKind.PRETRIAL_CLAIM
        scheme = schemes.PERSONS if is_of_persons else schemes.ORGANIZATIONS

        assert days == next(
            stage.term_days for stage in scheme.stages if stage.kind == STAGES[kind]
        ), kind
