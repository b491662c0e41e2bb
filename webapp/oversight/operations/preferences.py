"""What a person chooses for the own desk."""

from webapp.oversight.models import Preferences
from webapp.staff.models import User


def of(*, person: User) -> Preferences:
    """Return what a person has chosen; the usual where nothing was chosen yet, not saved."""
    known = Preferences.objects.filter(person=person).first()
    return known or Preferences(person=person)


def choose(*, person: User, wants_digest: bool, hour: int, on_working_days: bool) -> None:
    """Write down whether a person wants a letter about the day, and when."""
    Preferences.objects.update_or_create(
        person=person,
        defaults={
            "wants_digest": wants_digest,
            "digest_hour": hour,
            "on_working_days": on_working_days,
        },
    )


def put_card_away(*, person: User) -> None:
    """Write down that a person knows the own desk: the card of the first day is shown no more."""
    Preferences.objects.update_or_create(
        person=person,
        defaults={"knows_desk": True},
    )
