"""The repository says only what is true: commands that exist, rooms that explain themselves, no traces of anybody's machine."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.house import source

BESIDE = {
    ".git",
    ".venv",
    ".istok",
    ".hypothesis",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".import_linter_cache",
    "__pycache__",
}
TEXTS = {".py", ".md", ".toml", ".yml", ".html", ".css", ".js", ".po", ".lock", ".json", ""}
README_LINES_MAX = 60


@cache
def texts() -> tuple[tuple[str, str], ...]:
    found = []
    for folder, folders, names in source.ROOT.walk():
        folders[:] = sorted(
            name for name in folders if name not in BESIDE and not name.endswith(".egg-info")
        )
        paths = [
            folder / name
            for name in sorted(names)
            if Path(name).suffix in TEXTS and name not in {".coverage", ".git"}
        ]
        found += [
            (str(path.relative_to(source.ROOT)), path.read_text(errors="replace")) for path in paths
        ]
    return tuple(found)


def documents() -> list[tuple[str, str]]:
    return [
        (name, text) for name, text in texts() if name.endswith(".md") and name != "CHANGELOG.md"
    ]


def test_every_make_command_in_the_documents_exists() -> None:
    makefile = (source.ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        (name, word)
        for name, text in documents()
        for word in re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)
    }

    assert not (found := [pair for pair in sorted(named) if pair[1] not in targets]), "\n".join(
        map(str, found)
    )


def test_every_istok_command_in_the_documents_exists() -> None:
    known = {"help", *get_commands()}
    named = {
        (name, word)
        for name, text in documents()
        for word in re.findall(r"(?:^|`|/)istok ([a-z_]+)", text, re.MULTILINE)
    }

    assert not (found := [pair for pair in sorted(named) if pair[1] not in known]), "\n".join(
        map(str, found)
    )


def test_every_link_in_the_documents_leads_somewhere() -> None:
    broken = []
    for name, text in documents():
        folder = (source.ROOT / name).parent
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not (folder / target).exists():
                broken.append(f"{name}: {target}")

    assert not broken, "\n".join(map(str, broken))


def test_nothing_names_a_folder_of_somebodys_machine() -> None:
    traces = re.compile(
        "|".join(("/" + "work/", "/" + "root/", "/" + "home/[a-z]", r"C:\\\\" + "Users"))
    )
    named = [
        f"{name}: {found.group()}" for name, text in texts() for found in traces.finditer(text)
    ]

    assert not named, "\n".join(map(str, named))


def test_the_lock_files_name_no_index_and_hash_everything() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (source.ROOT / name).read_text()
        pinned = re.findall(r"^[a-z0-9][\w.-]*==[^\n]*", text, re.MULTILINE)

        assert "://" not in text
        assert len(pinned) > 50
        assert not (found := [line for line in pinned if not line.endswith("\\")]), "\n".join(
            map(str, found)
        )


@pytest.mark.parametrize("room", [*source.ROOMS, "tests"])
def test_every_room_says_what_lives_there(room: str) -> None:
    readme = (source.ROOT / room / "README.md").read_text()

    assert 5 <= len(readme.splitlines()) <= README_LINES_MAX
