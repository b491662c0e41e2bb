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
class Wrong:
    """How many attempts of the last hour were wrong, and since when nobody has made one."""

    count: int
    since_s: float = WINDOW.total_seconds()

    def turn_s(self, pause_s: float) -> float:
        """Return how long the next of all who share a turn has to wait for it."""
        return max(0.0, pause_s - self.since_s)


@dataclass(frozen=True, slots=True)
class Failures:
    """What was wrong in the last hour.

    ``pair`` is of who comes now: of this browser, or of the login from this address. ``strangers``
    are wrong passwords of the address whatever the logins, or wrong codes of the person from
    anywhere. ``login`` is of the login from everywhere, and since a stranger to it last tried it,
    from wherever: a thousand addresses guess as slowly as one.
    """

    pair: Wrong
    strangers: Wrong
    login: Wrong = Wrong(0)


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


def password_pause_s(failures: Failures, *, visitor: Visitor) -> float:
    """Return how long the next password must wait, in seconds; 0 when it may be tried now.

    Nobody can lock a colleague out: a browser that was right before is asked about itself alone,
    an address that was right before about itself and this person. All others take turns, and no
    turn is longer than a minute: behind the address of an office sit its owner and strangers.

    >>> home = Visitor(address="10.0.0.1", device="d", is_known_address=True)
    >>> guessed = Failures(pair=Wrong(0), strangers=Wrong(40, 1), login=Wrong(500, 1))
    >>> password_pause_s(guessed, visitor=home)
    0.0
    >>> away = Visitor(address="10.0.0.2", device="", is_known_address=False)
    >>> guessed = Failures(pair=Wrong(3, 3), strangers=Wrong(3, 3), login=Wrong(23, 3))
    >>> password_pause_s(guessed, visitor=away)
    5.0
    >>> password_pause_s(Failures(pair=Wrong(10, 20), strangers=Wrong(10, 20)), visitor=away)
    40.0
    """
    if visitor.device:
        return _closed_s(failures.pair.count >= PAIR_MAX)
    waits = [0.0]
    if failures.pair.count >= PAIR_MAX:
        waits.append(failures.pair.turn_s(PAUSE_MAX_S))
    if not visitor.is_known and failures.strangers.count >= STRANGERS_MAX:
        waits.append(failures.strangers.turn_s(PAUSE_MAX_S))
    if not visitor.is_known and failures.login.count >= FREE:
        pause_s = 2.0 ** min(failures.login.count - FREE, 10)
        waits.append(failures.login.turn_s(min(PAUSE_MAX_S, pause_s)))
    return max(waits)


def code_pause_s(failures: Failures, *, visitor: Visitor) -> float:
    """Return how long the next code must wait: who tries codes has the password already.

    >>> thief = Visitor(address="10.0.0.2", device="", is_known_address=False)
    >>> code_pause_s(Failures(pair=Wrong(0), strangers=Wrong(40)), visitor=thief)
    3600.0
    """
    is_guessed = not visitor.is_known and failures.strangers.count >= STRANGERS_MAX
    return _closed_s(is_guessed or failures.pair.count >= PAIR_MAX)


def _closed_s(is_closed: bool) -> float:
    if is_closed:
        return WINDOW.total_seconds()
    return 0.0


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
    pair = _pair(of_login, visitor)
    of_address = recent.filter(address=visitor.address)
    strange = _of_strangers(of_login, now)
    return Failures(
        pair=Wrong(_wrong(pair), _since_last_s(pair, now)),
        strangers=Wrong(
            _wrong(of_address),
            _since_last_s(of_address.filter(device=""), now),
        ),
        login=Wrong(_wrong(of_login), _since_last_s(strange, now)),
    )


def wrong_codes(*, user: User, visitor: Visitor, now: datetime) -> Failures:
    """Return the wrong codes that count against an attempt; wrong passwords are none of them."""
    recent = codes_of(user).filter(at__gte=now - WINDOW)
    return Failures(
        pair=Wrong(_wrong(_pair(recent, visitor))),
        strangers=Wrong(_wrong(recent.filter(device=""))),
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
