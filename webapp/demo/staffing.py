"""The people of the office.

One or two of each role, with logins for whoever looks at the rehearsal.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from webapp.demo.people import HOA, MANAGING_COMPANY, ORGANIZATION, PERSON, SOLE_TRADER
from webapp.staff.models import Role, User


@dataclass(frozen=True, slots=True)
class Post:
    """A job with the person who holds it; an empty segment sees every kind of party."""

    login: str
    role: Role
    last_name: str
    first_name: str
    patronymic: str
    position: str
    segment: tuple[str, ...] = ()


POSTS = (
    Post(
        "lawyer",
        Role.LAWYER,
        "Соколова",
        "Марина",
        "Андреевна",
        "Юрисконсульт по работе с гражданами",
        (PERSON,),
    ),
    Post(
        "lawyer2",
        Role.LAWYER,
        "Греков",
        "Илья",
        "Сергеевич",
        "Юрисконсульт по работе с организациями",
        (SOLE_TRADER, ORGANIZATION, MANAGING_COMPANY, HOA),
    ),
    Post(
        "head",
        Role.HEAD_OF_LEGAL,
        "Осипова",
        "Елена",
        "Викторовна",
        "Начальник юридического отдела",
    ),
    Post("call", Role.CALL_CENTER, "Лапина", "Ольга", "Игоревна", "Специалист контактного центра"),
    Post("accountant", Role.ACCOUNTANT, "Белова", "Нина", "Петровна", "Бухгалтер по расчётам"),
    Post("crew", Role.CREW, "Титов", "Роман", "Олегович", "Мастер бригады"),
    Post("admin", Role.ADMINISTRATOR, "Юдин", "Павел", "Николаевич", "Администратор системы"),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """The people at work."""

    by_login: Mapping[str, User]

    def of(self, role: str, *, party_kind: str = PERSON) -> User:
        """Return the person of a role who deals with this kind of party."""
        post = next(
            post
            for post in POSTS
            if post.role == role and (not post.segment or party_kind in post.segment)
        )
        return self.by_login[post.login]


def hire(*, password: str) -> Staff:
    """Create the people who are not there yet, give all of them one password, and return them."""
    hashed = make_password(password)
    return Staff({post.login: _hire(post, hashed) for post in POSTS})


def _hire(post: Post, hashed: str) -> User:
    user, _is_new = User.objects.get_or_create(
        username=post.login,
        defaults={
            "first_name": post.first_name,
            "last_name": post.last_name,
            "patronymic": post.patronymic,
            "position": post.position,
            "email": f"{post.login}@istok.example",
            "is_staff": True,
            "is_superuser": post.role == Role.ADMINISTRATOR,
            "segment_party_kinds": list(post.segment),
        },
    )
    User.objects.filter(pk=user.pk).update(password=hashed)
    user.groups.add(Group.objects.get_or_create(name=post.role)[0])
    return user
