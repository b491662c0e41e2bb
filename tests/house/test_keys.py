"""The key of a step is unique, and nobody takes it apart: what is in it stands in columns."""

import re

from tests.house import source

# a lookup into the middle of a key, or a key cut into its parts
LOOKED_INTO = re.compile(r"\b(?:step|key)__(?:startswith|endswith|contains|regex|like)\b")
CUT = re.compile(
    r"\.(?:step|key)\.(?:split|rsplit|partition|rpartition|removesuffix|removeprefix|startswith"
    r"|endswith)\("
)
TAKEN_APART = re.compile(r"\b(?:step|step_key)\.(?:split|rsplit|partition|rpartition)\(")
LOOKED_FOR = re.compile(r"\bin (?:step\.key|task\.step|document\.step|message\.step)\b")
# the key of a house in the catalogue of addresses is no key of a step
OTHERS_KEYS = ("webapp/premises/", "webapp/billing/")


def test_nobody_takes_the_key_of_a_step_apart() -> None:
    found = [
        f"{module.name}: {line.strip()}"
        for module in source.modules()
        if module.name.startswith("webapp/") and not module.name.startswith(OTHERS_KEYS)
        for line in module.text.splitlines()
        if any(sign.search(line) for sign in (LOOKED_INTO, CUT, TAKEN_APART, LOOKED_FOR))
    ]

    assert not found, "\n".join(found)
