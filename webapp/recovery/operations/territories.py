"""Writing which houses the sections of magistrates serve."""

from webapp.recovery.models import Authority, Territory
from webapp.recovery.queries.territory_file import SectionRow
from webapp.uploads.declarations import Loading, Planned, Written


def write(loading: Loading[SectionRow, Planned[SectionRow]]) -> Written:
    """Enter the sections that are new, and the streets of all."""
    rows = [
        Territory(
            authority=_section(row),
            settlement=row.settlement,
            street=row.street,
            key=row.road,
            parity=part.parity,
            first=part.first,
            last=part.last,
            house=part.house,
        )
        for row in loading.plan.new
        for part in row.parts
    ]
    Territory.objects.bulk_create(
        rows,
        ignore_conflicts=True,
    )
    return Written()


def _section(row: SectionRow) -> Authority:
    found, _is_new = Authority.objects.get_or_create(
        kind=Authority.Kind.MAGISTRATE,
        name=row.section,
        defaults={"address": row.address},
    )
    return found
