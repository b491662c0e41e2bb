"""Passwords and codes that were tried, and how long whoever tries the next has to wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from webapp.staff.models import LoginAttempt, User

WINDOW = timedelta(hours=1)
KNOWN_ADDRESS = timedelta(days=30)
PAIR_MAX = 10
STRANGERS_MAX = 40
FREE = 20
PAUSE_MAX_S = 60.0


@dataclass(frozen=True, slots=True)
class Failures:
    """What was wrong in the last hour.

    ``pair`` is of who comes now: of this browser, or of the login from this address. ``strangers``
    are wrong passwords of the address whatever the logins, or wrong codes of the person from
    anywhere; ``login`` is of the login from everywhere. ``since_last_s`` is since a stranger to the
    login last tried it, from wherever: a thousand addresses guess as slowly as one.
    """

    pair: int
    strangers: int
    login: int
    since_last_s: float


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who comes: from where, and whether this browser or this address was right before."""

    address: str
    device: str
    is_known_address: bool

    @property
    def is_known(self) -> bool:
        """Say whether others' guesses are no reason to let this one wait."""
        return bool(self.device) or self.is_known_address


def pause_s(failures: Failures, *, visitor: Visitor) -> float:
    """Return how long the next attempt must wait, in seconds; 0 when it may be made now.

    Nobody can lock a colleague out: a browser that was right before is asked about itself alone,
    an address that was right before about itself and this person. All others take turns.

    >>> home = Visitor(address="10.0.0.1", device="d", is_known_address=True)
    >>> pause_s(Failures(pair=0, strangers=40, login=500, since_last_s=1), visitor=home)
    0.0
    >>> away = Visitor(address="10.0.0.2", device="", is_known_address=False)
    >>> pause_s(Failures(pair=3, strangers=3, login=23, since_last_s=3), visitor=away)
    5.0
    """
    if failures.pair >= PAIR_MAX:
        return WINDOW.total_seconds()
    if not visitor.is_known and failures.strangers >= STRANGERS_MAX:
        return WINDOW.total_seconds()
    if visitor.is_known or failures.login < FREE:
        return 0.0
    wanted = min(PAUSE_MAX_S, 2.0 ** min(failures.login - FREE, 10))
    return max(0.0, wanted - failures.since_last_s)


def passwords_of(login: str) -> QuerySet[LoginAttempt]:
    """Return the passwords tried for a login, whether somebody has it or not."""
    return LoginAttempt.objects.filter(code_of=None, login=login)


def codes_of(user: User) -> QuerySet[LoginAttempt]:
    """Return the codes tried for a person: no login that a stranger types leads to them."""
    return LoginAttempt.objects.filter(code_of=user)


def visitor(
    of_person: QuerySet[LoginAttempt], *, address: str, device: str, now: datetime
) -> Visitor:
    """Return who comes, as the attempts of the person know the browser and the address."""
    known = of_person.filter(outcome=LoginAttempt.Outcome.KNOWN, device=device)
    passed = of_person.filter(
        outcome=LoginAttempt.Outcome.PASSED,
        address=address,
        at__gte=now - KNOWN_ADDRESS,
    )
    if not known.exists():
        device = ""
    return Visitor(address=address, device=device, is_known_address=passed.exists())


def wrong_passwords(*, login: str, visitor: Visitor, now: datetime) -> Failures:
    """Return the wrong passwords that count against an attempt."""
    recent = LoginAttempt.objects.filter(
        code_of=None,
        at__gte=now - WINDOW,
    )
    of_login = recent.filter(login=login)
    return Failures(
        pair=_wrong(_pair(of_login, visitor)),
        strangers=_wrong(recent.filter(address=visitor.address)),
        login=_wrong(of_login),
        since_last_s=_since_last_s(_of_strangers(of_login, now), now),
    )


def wrong_codes(*, user: User, visitor: Visitor, now: datetime) -> Failures:
    """Return the wrong codes that count against an attempt; wrong passwords are none of them."""
    recent = codes_of(user).filter(at__gte=now - WINDOW)
    pair = _pair(recent, visitor)
    return Failures(
        pair=_wrong(pair),
        strangers=_wrong(recent.filter(device="")),
        login=0,
        since_last_s=_since_last_s(pair, now),
    )


def _pair(recent: QuerySet[LoginAttempt], visitor: Visitor) -> QuerySet[LoginAttempt]:
    if visitor.device:
        return recent.filter(device=visitor.device)
    return recent.filter(address=visitor.address, device="")


def _of_strangers(of_login: QuerySet[LoginAttempt], now: datetime) -> QuerySet[LoginAttempt]:
    """Return the tries from browsers and addresses that were not right for the login before."""
    passed = LoginAttempt.objects.filter(
        code_of=None,
        login=OuterRef("login"),
        address=OuterRef("address"),
        outcome=LoginAttempt.Outcome.PASSED,
        at__gte=now - KNOWN_ADDRESS,
    )
    return of_login.filter(~Exists(passed), device="")


def _since_last_s(attempts: QuerySet[LoginAttempt], now: datetime) -> float:
    last = attempts.aggregate(last=Max("at"))["last"]
    if last is None:
        return WINDOW.total_seconds()
    return float((now - last).total_seconds())


def _wrong(attempts: QuerySet[LoginAttempt]) -> int:
    """Return how many of the attempts have not passed."""
    tried = Count("id", filter=Q(outcome=LoginAttempt.Outcome.TRIED))
    passed = Count("id", filter=Q(outcome=LoginAttempt.Outcome.PASSED))
    counts = attempts.aggregate(tried=tried, passed=passed)
    return int(counts["tried"] - counts["passed"])
