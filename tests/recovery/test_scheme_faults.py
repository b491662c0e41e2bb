"""A scheme that could not run or would break the law is not saved."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from webapp.recovery.operations.schemes import DEFAULTS, ORGANIZATIONS, PERSONS
from webapp.recovery.queries.scheme_faults import faults
from workflows.interfaces.debt_recovery import Scheme, StageKind

TODAY = date(2026, 11, 21)


def without(scheme: Scheme, *kinds: StageKind) -> Scheme:
    return replace(
        scheme, stages=tuple(stage for stage in scheme.stages if stage.kind not in kinds)
    )


def with_terms(scheme: Scheme, kind: StageKind, **fields: object) -> Scheme:
    return replace(
        scheme,
        stages=tuple(
            replace(stage, **fields) if stage.kind == kind else stage for stage in scheme.stages
        ),
    )


@pytest.mark.parametrize("scheme", DEFAULTS, ids=lambda scheme: scheme.code)
def test_the_default_schemes_are_lawful(scheme: Scheme) -> None:
    assert faults(scheme=scheme, today=TODAY) == []


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (replace(PERSONS, stages=()), "хотя бы один этап"),
        (without(PERSONS, StageKind.WARNING), "должен стоять после"),
        (without(PERSONS, StageKind.WRIT), "должен стоять после"),
        (without(PERSONS, StageKind.COURT_ORDER, StageKind.LAWSUIT), "должен стоять после"),
        (without(PERSONS, StageKind.LAWSUIT), "этап иска"),
        (
            with_terms(PERSONS, StageKind.RESTRICTION, needs_possible_restriction=False),
            "где ограничение невозможно",
        ),
        (with_terms(PERSONS, StageKind.WARNING, term_days=10), "не меньше 20 дней"),
        (with_terms(ORGANIZATIONS, StageKind.WARNING, term_days=9), "не меньше 10 дней"),
        (with_terms(ORGANIZATIONS, StageKind.PRETRIAL_CLAIM, term_days=20), "не меньше 30 дней"),
        (with_terms(PERSONS, StageKind.NOTICE, term_days=0), "не меньше одного дня"),
        (with_terms(PERSONS, StageKind.ENFORCEMENT, attempts=0), "хотя бы одна попытка"),
    ],
)
def test_an_unlawful_scheme_is_refused_in_words(scheme: Scheme, words: str) -> None:
    found = faults(scheme=scheme, today=TODAY)

    assert any(words in fault for fault in found), found


def test_every_fault_is_told_at_once() -> None:
    scheme = with_terms(
        with_terms(PERSONS, StageKind.WARNING, term_days=1),
        StageKind.NOTICE,
        attempts=0,
        min_debt=Decimal(0),
    )

    assert len(faults(scheme=scheme, today=TODAY)) == 2
