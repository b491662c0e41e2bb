"""A key of the database stands in a form or an address as it is: spaces between its thousands are for people."""

import re

from django.template import Context, Template
from django.utils import translation

from tests.house import source

# a key that is written where a program reads it
KEY = re.compile(r"""(?:value="|=)\{\{\s*[\w.]*\b(?:pk|id|\w+_id)\s*\}\}""")


def test_a_key_in_a_form_or_an_address_has_no_spaces() -> None:
    found = [
        f"{path.relative_to(source.ROOT)}: {line.strip()}"
        for path in sorted((source.ROOT / "webapp").rglob("templates/**/*.html"))
        for line in path.read_text().splitlines()
        if KEY.search(line) and "for id in ids" not in line
    ]

    assert not found, "\n".join(found)


def test_a_number_without_the_mark_would_have_them() -> None:
    with translation.override("ru"):
        shown = Template("{{ key }}").render(Context({"key": 12345}))

    assert shown != "12345"
