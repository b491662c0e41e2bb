"""Changes of what binds the whole installation: the business clock and the rights of roles."""

import math
import secrets
import time
from datetime import UTC, datetime

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webapp.staff import attempts, queries, totp
from webapp.staff.models import (
    BusinessClockSetting,
    LoginAttempt,
    RecoveryCode,
    Role,
    SecondFactor,
    User,
)

RECOVERY_CODES = 10


class UnableToSeedRoles(Exception):
    """The role table names rights that no app declares."""


def set_clock(*, business_at: datetime, rate: float) -> None:
    """Make business time run from a moment at a rate; a rehearsal only."""
    BusinessClockSetting.objects.update_or_create(
        id=1,
        defaults={
            "origin_real_at": datetime.now(UTC),
            "origin_business_at": business_at,
            "rate": rate,
        },
    )
    queries.forget_clock()


@transaction.atomic
def seed_roles() -> None:
    """Make a group of every role with exactly the rights of the role table.

    :raises UnableToSeedRoles: when the table names a right that does not exist; nothing is changed
        then
    """
    missing = queries.missing_rights()
    if missing:
        raise UnableToSeedRoles(
            _("No model declares these rights: %(codes)s. Run migrations first.")
            % {"codes": ", ".join(missing)}
        )
    for role in Role:
        _group(role).permissions.set(queries.rights(role=role))


def give_role(*, user: User, role: Role) -> None:
    """Put a staff member into one role, out of all others.

    The group of a role is made on first use.
    """
    group = _group(role)
    if not group.permissions.exists():
        group.permissions.set(queries.rights(role=role))
    user.groups.set([group])


def _group(role: Role) -> Group:
    return Group.objects.get_or_create(name=role.value)[0]


class UnableToTry(Exception):
    """Too many wrong passwords or codes came before; ``wait_s`` says for how long."""

    def __init__(self, wait_s: float) -> None:
        """Say it to the person."""
        self.wait_s = math.ceil(wait_s)
        minutes = math.ceil(wait_s / 60)
        super().__init__(
            ngettext(
                "Too many wrong attempts. Try again in %(minutes)d minute.",
                "Too many wrong attempts. Try again in %(minutes)d minutes.",
                minutes,
            )
            % {"minutes": minutes}
        )


@transaction.atomic
def begin_attempt(*, login: str, address: str, device: str) -> LoginAttempt:
    """Write down that a password is tried, before it is looked at.

    Attempts at the same moment count each other.

    :raises UnableToTry: when too many wrong ones came before
    """
    login = login.strip().lower()[:150]
    _queue_up(f"address:{address}", f"login:{login}")
    now = timezone.now()
    tried = attempts.passwords_of(login)
    visitor = attempts.visitor(tried, address=address, device=device, now=now)
    before = attempts.wrong_passwords(login=login, visitor=visitor, now=now)
    wait_s = attempts.password_pause_s(before, visitor=visitor)
    return _tried(LoginAttempt(login=login), visitor, wait_s)


@transaction.atomic
def begin_code_attempt(*, user: User, address: str, device: str) -> LoginAttempt:
    """Write down that a code is tried by who has given the right password of a person.

    :raises UnableToTry: when too many wrong ones came before
    """
    _queue_up(f"code:{user.pk}")
    now = timezone.now()
    tried = attempts.codes_of(user)
    visitor = attempts.visitor(tried, address=address, device=device, now=now)
    before = attempts.wrong_codes(user=user, visitor=visitor, now=now)
    return _tried(
        LoginAttempt(login=user.get_username(), code_of=user),
        visitor,
        attempts.code_pause_s(before, visitor=visitor),
    )


def _queue_up(*keys: str) -> None:
    """Wait for those who try at the same moment; always in one order, so that nobody deadlocks."""
    with connection.cursor() as cursor:
        for key in sorted(keys):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _tried(attempt: LoginAttempt, visitor: attempts.Visitor, wait_s: float) -> LoginAttempt:
    if wait_s:
        raise UnableToTry(wait_s)
    attempt.address, attempt.device = visitor.address, visitor.device
    attempt.outcome = LoginAttempt.Outcome.TRIED
    attempt.save(force_insert=True)
    return attempt


def pass_attempt(*, attempt: LoginAttempt) -> None:
    """Write down that it was right."""
    _write(attempt, LoginAttempt.Outcome.PASSED, attempt.device)


def know_device(*, attempt: LoginAttempt, device: str) -> None:
    """Remember the browser that was right: others' guesses do not keep it out."""
    if device and device != attempt.device:
        _write(attempt, LoginAttempt.Outcome.KNOWN, device)


def _write(attempt: LoginAttempt, outcome: LoginAttempt.Outcome, device: str) -> None:
    LoginAttempt.objects.create(
        login=attempt.login,
        code_of_id=attempt.code_of_id,
        address=attempt.address,
        device=device,
        outcome=outcome,
    )


class UnableToConfirm(Exception):
    """The code is not the one that the telephone shows now."""


@transaction.atomic
def learn_secret(*, user: User, secret: str, code: str) -> None:
    """Keep the secret that a telephone was shown, when its first code is right.

    Nothing is kept before: who only looks at the page learns a secret that nobody will use.

    :raises UnableToConfirm: when the code is not of now, or another telephone was taught meanwhile
    """
    step = totp.step_of(
        secret,
        code,
        at_s=time.time(),
        after_step=0,
    )
    if step is None:
        raise _not_the_code()
    kept = {"secret": secret, "confirmed_at": timezone.now(), "last_step": step}
    _factor, is_new = SecondFactor.objects.get_or_create(user=user, defaults=kept)
    if not is_new:
        raise UnableToConfirm(_("Another telephone was taught meanwhile: show its code."))


@transaction.atomic
def show_code(*, user: User, code: str) -> None:
    """Take a code of the telephone, each once, or a recovery code, each once.

    :raises UnableToConfirm: when it is neither
    """
    factor = SecondFactor.objects.select_for_update().get(user=user)
    step = totp.step_of(
        factor.secret,
        code,
        at_s=time.time(),
        after_step=factor.last_step,
    )
    if step is None:
        _use_recovery_code(user, code)
        return
    factor.last_step = step
    factor.save(update_fields=["last_step"])


def renew_recovery_codes(*, user: User) -> list[str]:
    """Return ten new codes for a lost telephone; those before are good no longer."""
    codes = [_new_code() for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
    )
    return codes


def _new_code() -> str:
    first = secrets.token_hex(3)
    second = secrets.token_hex(3)
    return f"{first}-{second}"


def forget_second_factor(*, user: User) -> bool:
    """Forget the telephone of a person, and end what was opened with it.

    Say whether one was known. The next login teaches another.
    """
    RecoveryCode.objects.filter(user=user).delete()
    was_known = bool(SecondFactor.objects.filter(user=user).delete()[0])
    if was_known:
        User.objects.filter(id=user.pk).update(telephones_forgotten=F("telephones_forgotten") + 1)
    return was_known


def _use_recovery_code(user: User, code: str) -> None:
    unused = RecoveryCode.objects.filter(
        user=user,
        digest=_digest(user, code),
        used_at=None,
    )
    if not unused.update(used_at=timezone.now()):
        raise _not_the_code()


def _not_the_code() -> UnableToConfirm:
    return UnableToConfirm(_("This is not the code that the telephone shows now."))


def _digest(user: User, code: str) -> str:
    """A code has 48 random bits, which a slow hash would not make better."""
    typed = code.strip().lower()
    return salted_hmac("istok.recovery-code", f"{user.pk}:{typed}").hexdigest()
