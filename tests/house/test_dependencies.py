"""What is imported is declared, what is declared is locked, and a lock names no place to fetch from."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import source

# num2words asks for it for its own command line only; the override in pyproject.toml says the same
OVERRIDDEN = {"docopt"}
LOCKS = {
    "requirements.lock": (),
    "requirements-demo.lock": ("demo",),
    "requirements-dev.lock": ("demo", "dev"),
}
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


@cache
def project() -> dict:
    return tomllib.loads((source.ROOT / "pyproject.toml").read_text())


def declared(*extras: str) -> list[Requirement]:
    """Return the requirements of the project with these extras, without the project itself."""
    table = project()["project"]
    lines = list(table["dependencies"])
    for extra in extras:
        lines += table["optional-dependencies"][extra]
    found = [Requirement(line) for line in lines]
    return [requirement for requirement in found if requirement.name != table["name"]]


def locked(name: str) -> dict[str, str]:
    pairs = PINNED.findall((source.ROOT / name).read_text())
    return {canonicalize_name(found): version for found, version in pairs}


def unmet(requirements: Iterable[Requirement], lock: dict[str, str]) -> list[str]:
    """Return the requirements that a lock does not fulfil."""
    found = []
    for requirement in requirements:
        version = lock.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{requirement} is locked as {version}")
    return found


def asked_of(requirement: Requirement) -> list[Requirement]:
    """Return what a distribution asks for on this machine when it is taken with its extras."""
    found = []
    for line in metadata.requires(requirement.name) or []:
        asked = Requirement(line)
        extras = ("", *requirement.extras)
        holds = any(
            asked.marker is None or asked.marker.evaluate({"extra": extra}) for extra in extras
        )
        if holds and canonicalize_name(asked.name) not in OVERRIDDEN:
            found.append(asked)
    return found


def with_all_they_ask_for(requirements: Iterable[Requirement]) -> list[Requirement]:
    """Return the requirements, and those of what they name, down to the ground."""
    found: dict[str, Requirement] = {}
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        if str(requirement) not in found:
            found[str(requirement)] = requirement
            waiting += asked_of(requirement)
    return list(found.values())


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_fulfils_everything_that_is_declared(name: str) -> None:
    assert not unmet(declared(*LOCKS[name]), locked(name))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_fulfils_what_the_declared_ask_for_with_their_extras(name: str) -> None:
    assert not unmet(with_all_they_ask_for(declared(*LOCKS[name])), locked(name))


def test_the_tools_that_build_the_package_are_locked_and_named_once() -> None:
    tools = project()["build-system"]["requires"]

    assert tools == project()["dependency-groups"]["build"]
    assert not unmet(map(Requirement, tools), locked("requirements-build.lock"))


def test_all_locks_name_one_version_of_a_package() -> None:
    versions: dict[str, set[str]] = {}
    for name in (*LOCKS, "requirements-build.lock"):
        for package, version in locked(name).items():
            versions.setdefault(package, set()).add(version)

    assert not {package: found for package, found in versions.items() if len(found) > 1}


def test_what_runs_is_locked_without_tests_catchers_and_compilers() -> None:
    needless = {"pytest", "aiosmtpd", "babel", "docopt", "phonenumbers", "psycopg-pool"}

    assert not needless & set(locked("requirements.lock"))


@pytest.mark.parametrize("name", [*LOCKS, "requirements-build.lock"])
def test_a_lock_names_no_host_and_has_a_hash_for_every_package(name: str) -> None:
    text = (source.ROOT / name).read_text()
    entries = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]

    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
    assert not [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry]


def imported(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Return the top-level packages that files import, each with the file."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                yield name.partition(".")[0], str(path.relative_to(source.ROOT))


def undeclared(paths: Iterable[Path], requirements: Iterable[Requirement]) -> list[str]:
    known = {canonicalize_name(requirement.name) for requirement in requirements}
    homes = metadata.packages_distributions()
    ours = {*source.ROOMS, "tests"}
    found = set()
    for package, file in imported(paths):
        if package in sys.stdlib_module_names or package in ours:
            continue
        # the tools of the build do not stay: what is not installed goes by its own name
        names = {canonicalize_name(name) for name in homes.get(package, [package])}
        if not names & known:
            found.add(f"{file} imports {package} ({', '.join(sorted(names))})")
    return sorted(found)


def files_of(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (source.ROOT / room).rglob("*.py"))


def test_what_runs_imports_only_what_is_declared() -> None:
    compiler = source.ROOT / "webapp" / "config" / "catalogues.py"
    rooms = [path for path in files_of(*source.ROOMS) if path != compiler]
    office = [path for path in rooms if "demo" not in path.parts and path.name != "conftest.py"]
    office = [path for path in office if "tests" not in path.parts]

    assert not undeclared(office, declared())
    assert not undeclared(files_of("webapp/demo"), declared("demo"))


def test_tests_and_the_build_import_only_what_is_declared() -> None:
    tools = map(Requirement, project()["build-system"]["requires"])

    assert not undeclared(files_of(*source.ROOMS, "tests"), declared("demo", "dev"))
    build = [source.ROOT / "setup.py", source.ROOT / "webapp" / "config" / "catalogues.py"]
    assert not undeclared(build, tools)


def test_an_import_that_nobody_declared_is_found() -> None:
    assert undeclared([Path(__file__)], []) == [
        "tests/house/test_dependencies.py imports packaging (packaging)",
        "tests/house/test_dependencies.py imports pytest (pytest)",
    ]
