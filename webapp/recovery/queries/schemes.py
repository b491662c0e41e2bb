"""Schemes as the decider reads them."""

from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from django.db.models import QuerySet
from pydantic import TypeAdapter

from webapp.recovery.models import Scheme as Stored
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


def taking_debts() -> QuerySet[Stored]:
    """Return the schemes that new cases may go by, the first made first."""
    return Stored.objects.filter(is_active=True, stopped_reason="").order_by("id")


def to_choose(*, kinds: Collection[str]) -> list[Stored]:
    """Return the schemes among which is chosen for debtors of some kinds; none where one fits."""
    fitting = [scheme for scheme in taking_debts() if set(scheme.party_kinds) & set(kinds)]
    for_kind = Counter(kind for scheme in fitting for kind in scheme.party_kinds)
    return [
        scheme
        for scheme in fitting
        if any(for_kind[kind] > 1 for kind in scheme.party_kinds if kind in kinds)
    ]
