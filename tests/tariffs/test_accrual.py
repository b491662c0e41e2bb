"""Penalty on columns: what would be counted wrongly without a word is refused at the entry."""

from datetime import date

import polars as pl
import pytest

from tariffs import accrual, inputs, parameters

DUE, PAID, AS_OF = date(2026, 3, 16), date(2026, 6, 1), date(2026, 9, 1)
CLAIM = {"claim": 1, "due": DUE, "amount": 100_00}
PAYMENT = {"claim": 1, "paid": PAID, "amount": 40_00}
KINDS = {"claim": pl.Int64, "due": pl.Date, "paid": pl.Date, "amount": pl.Int64}


def frame(*rows: dict[str, object], **kinds: type[pl.DataType]) -> pl.DataFrame:
    chosen = KINDS | kinds
    return pl.DataFrame(rows, schema={name: chosen[name] for name in rows[0]})


def accrue(claims: pl.DataFrame, payments: pl.DataFrame, as_of: date = AS_OF) -> pl.DataFrame:
    return accrual.accrue(
        claims,
        payments,
        scale=parameters.series("penalty_scale.housing"),
        as_of=as_of,
        options=accrual.Options(),
        key_rate=parameters.series("key_rate"),
    )


@pytest.mark.parametrize(
    ("claims", "payments", "message"),
    [
        (
            frame(CLAIM),
            frame(PAYMENT | {"amount": 300_00}),
            "paid_amount: 30000: is more than the claim of 10000 kopecks",
        ),
        (
            frame(CLAIM),
            frame(PAYMENT, PAYMENT, PAYMENT),
            "paid_amount: 12000: is more than the claim of 10000 kopecks",
        ),
        (frame(CLAIM), frame(PAYMENT | {"amount": -1}), "amount: -1: must not be negative"),
        (frame(CLAIM | {"amount": -1}), frame(PAYMENT), "amount: -1: must not be negative"),
        (
            frame(CLAIM | {"amount": 10**15}),
            frame(PAYMENT),
            "amount: 1000000000000000: is not a number of a sensible size",
        ),
        (frame(CLAIM | {"due": None}), frame(PAYMENT), "due: None: is missing"),
        (frame(CLAIM), frame(PAYMENT | {"paid": None}), "paid: None: is missing"),
        (frame(CLAIM).drop("amount"), frame(PAYMENT), "amount: None: is missing"),
        (
            frame(CLAIM, amount=pl.Float64),
            frame(PAYMENT),
            "amount: Float64: must be a column of whole numbers",
        ),
        (
            frame(CLAIM | {"due": "2026-03-16"}, due=pl.String),
            frame(PAYMENT),
            "due: String: must be a column of dates",
        ),
        (frame(CLAIM), frame(PAYMENT, PAYMENT | {"claim": 2}), "claim: 2: is not among the claims"),
        (frame(CLAIM, CLAIM | {"claim": 3}, CLAIM), frame(PAYMENT), "claim: 1: is given twice"),
    ],
)
def test_what_would_be_counted_wrongly_is_refused(
    claims: pl.DataFrame, payments: pl.DataFrame, message: str
) -> None:
    with pytest.raises(inputs.UnableToCalculate) as refused:
        accrue(claims, payments)

    assert str(refused.value) == message


def test_no_claims_bear_no_penalty() -> None:
    assert accrue(frame(CLAIM).clear(), frame(PAYMENT).clear()).is_empty()


def test_without_claims_the_day_of_calculation_must_still_be_known() -> None:
    with pytest.raises(parameters.NotInForce, match="2100-01-01"):
        accrue(frame(CLAIM).clear(), frame(PAYMENT).clear(), date(2100, 1, 1))


def test_the_greatest_claim_is_counted_to_the_kopeck() -> None:
    """999 999 999 999 999 kopecks at 1/130 of 9.5 % through the last day known."""
    claims = frame(CLAIM | {"amount": 10**15 - 1, "due": date(2016, 1, 1)})

    lines = accrue(claims, frame(PAYMENT).clear(), date(2026, 9, 1))

    assert lines["amount"].sum() == lines["total"][0] > 10**15
