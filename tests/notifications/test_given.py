"""Settings of gateways are put into one form, or refused by name with the remedy."""

import pytest

from notifications import given


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://istok.example", "https://istok.example"),
        ("https://istok.example/", "https://istok.example"),
        ("https://istok.example///", "https://istok.example"),
        (" HTTPS://Istok.Example:443/ ", "https://istok.example"),
        ("http://istok.example:80", "http://istok.example"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("https://исток.рф/", "https://xn--h1aellf.xn--p1ai"),
    ],
)
def test_an_address_of_the_office_has_one_spelling(written: str, meant: str) -> None:
    assert given.public_url(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "istok.example",
        "ftp://istok.example",
        "https://",
        "https://istok.example:порт",
        "https://istok.example/office",
        "https://istok.example?x=1",
        "https://user@istok.example",
        "https://[::1",
    ],
)
def test_what_is_no_address_of_the_office_is_refused_by_name(written: str) -> None:
    with pytest.raises(given.WrongSetting, match="PUBLIC_URL"):
        given.public_url(written)


@pytest.mark.parametrize(
    "written",
    [
        "dolg@istok.example",
        "<dolg@istok.example>",
        "Исток <dolg@istok.example>",
        '"ООО «ВДЭК», отдел взыскания" <dolg@istok.example>',
        '"Отдел взыскания (долги); ВДЭК" <dolg+claims@istok.example>',
        "Исток <dolg@исток.рф>",
        "dolg@localhost",
    ],
)
def test_a_sender_that_a_mail_server_takes_stays_as_written(written: str) -> None:
    assert given.mail_from(f" {written} ") == written


@pytest.mark.parametrize(
    "written",
    [
        "ООО «ВДЭК», отдел взыскания <dolg@istok.example>",
        "ООО «ВДЭК»; отдел взыскания <dolg@istok.example>",
        "Отдел: dolg@istok.example;",
        "Отдел взыскания [ВДЭК] <dolg@istok.example>",
        "dolg@istok.example, sud@istok.example",
        "Исток <dolg@istok.example> отдел",
        "dolg @istok.example",
        "Исток dolg@istok.example",
        "Исток <долг@istok.example>",
        "dolg@istok..example",
        "dolg@",
        "dolg",
        "",
        "dolg@istok.example\r\nBcc: all@example.org",
    ],
)
def test_a_sender_that_no_mail_server_takes_is_refused_with_the_remedy(written: str) -> None:
    with pytest.raises(given.WrongSetting, match=r"MAIL_FROM .*double quotes"):
        given.mail_from(written)


@pytest.mark.parametrize(
    "written", ["smtp://127.0.0.1:1025", "smtps://dolg%40istok:p%3Ass@mail.example.ru:465"]
)
def test_an_address_of_a_mail_server_stays_as_written(written: str) -> None:
    assert given.mail_server("SMTP_URL", written, schemes=("smtp", "smtps")) == written


@pytest.mark.parametrize(
    "written", ["mail.example.ru", "http://mail.example.ru", "smtp://", "smtp://user:secret@host:x"]
)
def test_what_is_no_mail_server_is_refused_and_its_password_not_quoted(written: str) -> None:
    with pytest.raises(given.WrongSetting, match="SMTP_URL") as refused:
        given.mail_server("SMTP_URL", written, schemes=("smtp", "smtps"))

    assert "secret" not in str(refused.value)
