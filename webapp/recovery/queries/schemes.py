"""Schemes as the decider reads them."""

from functools import lru_cache

from pydantic import TypeAdapter

from webapp.recovery.models import SchemeVersion
from workflows.interfaces.debt_recovery import Scheme

SCHEME = TypeAdapter(Scheme)


@lru_cache(maxsize=256)
def scheme_of_version(version_id: int) -> Scheme:
    """Return the scheme of a version. A version never changes, so it is read once per process."""
    return SCHEME.validate_python(
        SchemeVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    )


def newest_version(*, scheme_id: int) -> SchemeVersion:
    """Return the version new cases get."""
    return SchemeVersion.objects.filter(scheme_id=scheme_id).order_by("-number")[0]


def versions_by_kind() -> dict[str, SchemeVersion]:
    """Return the version that new cases of each kind of party get.

    The newest of its active scheme.
    """
    active = SchemeVersion.objects.filter(scheme__is_active=True, scheme__stopped_reason="")
    newest = active.order_by("scheme", "-number").distinct("scheme").select_related("scheme")
    return {kind: version for version in newest for kind in version.scheme.party_kinds}
