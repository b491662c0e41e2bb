"""Which meters a crew finds on an account."""

from datetime import date

from django.db.models import Q, QuerySet

from webapp.metering.models import Meter


def meters_in_place(*, account_id: int, on: date) -> QuerySet[Meter]:
    """Return the meters that hang on an account on a day."""
    there = Q(removed_on=None) | Q(removed_on__gt=on)
    return Meter.objects.filter(there, account_id=account_id, installed_on__lte=on).select_related("service").order_by("service_id", "id")
