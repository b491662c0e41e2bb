"""Requests about the law.

Penalty, state duty, terms, limitation, allocation, the court, due dates.
"""

from decimal import Decimal
from typing import Any

import polars as pl

from tariffs import (
    allocation,
    court_track,
    due_dates,
    limitation,
    money,
    penalty,
    state_duty,
    terms,
)
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import Series, series
from tariffs.requests import Answer, Request

MOST_RATE = 1000


def penalty_of(request: Request) -> Answer:
    """Count the penalty; payments without a claim go to the earliest due."""
    given = [_claim(part) for part in request.parts("claims")]
    payments = [
        (part.day("date"), part.money("amount"))
        for part in request.parts("payments", optional=True)
    ]
    claims = penalty.allocate_earliest(claims=given, payments=payments)
    debtor = request.word("debtor", among=penalty.DEBTORS)
    found = penalty.explain(
        debtor=debtor,
        service=request.word("service", among=penalty.SERVICES),
        as_of=request.day("as_of"),
        claims=claims,
        options=_options(request.part("options"), debtor=debtor),
        key_rate=_key_rate(request.parts("key_rates", optional=True)),
    )
    answer: Answer = {
        "total": str(found.total),
        "claims": [_claim_answer(each) for each in found.claims],
    }
    received = sum((amount for _, amount in payments), Decimal(0))
    allocated = _paid(claims) - _paid(given)
    if received != allocated:
        answer["advance"] = str(received - allocated)
    return answer


def _key_rate(entered: list[Request]) -> Series:
    """Follow the known key rates with those that staff entered, in order of their days."""
    found = series("key_rate")
    for part in entered:
        start = part.day("from")
        rate = part.number("rate", places=2)
        if not 0 < rate < MOST_RATE:
            reason = "must be above zero, below {limit} and have at most {places} decimal places"
            raise UnableToCalculate(
                field=part.path("rate"),
                value=rate,
                reason=reason,
                limit=MOST_RATE,
                places=2,
            )
        if start <= (last := found.rows[-1].start):
            raise UnableToCalculate(
                field=part.path("from"),
                value=start,
                reason="must begin after {last}, the last rate known",
                last=last,
            )
        found = found.with_value(start=start, value=rate, act="")
    return found


def _claim(part: Request) -> penalty.Claim:
    payments = tuple(
        (paid.day("date"), paid.money("amount")) for paid in part.parts("payments", optional=True)
    )
    return penalty.Claim(
        due=part.day("due"),
        amount=part.money("amount"),
        payments=payments,
        key=part.text("key"),
    )


def _paid(claims: Any) -> Decimal:
    return sum(
        (amount for claim in claims for _, amount in claim.payments),
        Decimal(0),
    )


def _options(part: Request, *, debtor: str) -> penalty.Options:
    return penalty.Options(
        shift_due_date=part.flag("shift_due_date", default=False),
        cap=part.flag("cap", default=penalty.reading_for(debtor=debtor).cap),
        rate_mode=part.word(  # type: ignore[arg-type]
            "rate_mode",
            among=("on_payment", "by_day"),
            default="on_payment",
        ),
    )


def _claim_answer(claim: penalty.ClaimPenalty) -> Answer:
    lines = [
        {
            "from": line.start.isoformat(),
            "to": line.end.isoformat(),
            "days": line.days,
            "base": str(line.base),
            "rate": str(line.rate),
            "fraction": line.fraction,
            "amount": str(line.amount),
            "act": line.act,
        }
        | ({"unverified_rate": True} if line.unverified_rate else {})
        for line in claim.lines
    ]
    if claim.key:
        named = {"key": claim.key}
    else:
        named = {}
    return named | {
        "due": claim.due.isoformat(),
        "total": str(claim.total),
        "lines": lines,
    }


def state_duty_of(request: Request) -> Answer:
    """Count the state duty."""
    found = state_duty.duty(
        court=request.word("court", among=("general", "arbitration")),  # type: ignore[arg-type]
        track=request.word("track", among=("claim", "order")),  # type: ignore[arg-type]
        amount=request.number("amount", places=2),
        on=request.day("on"),
        rounding=request.part("options").word(
            "rounding",
            among=tuple(state_duty.PLACES),
            default="rouble",
        ),  # type: ignore[arg-type]
    )
    lines = [
        {
            "from": str(line.start),
            "to": str(line.end),
            "rate": str(line.rate),
            "amount": str(line.amount),
            "text": line.text,
        }
        for line in found.lines
    ]
    return {"duty": str(found.duty), "lines": lines, "act": found.act}


def deadline(request: Request) -> Answer:
    """Count a term."""
    term = terms.deadline(
        start=request.day("start"),
        days=request.whole("days", least=1, most=terms.MOST_DAYS),
        kind=request.word("kind", among=terms.KINDS),  # type: ignore[arg-type]
    )
    excluded = [{"date": day.date.isoformat(), "why": day.why} for day in term.excluded]
    return {"end": term.end.isoformat(), "excluded": excluded}


def due_date(request: Request) -> Answer:
    """Give the day to pay for a month and, for citizens, the day to bill it."""
    period = request.day("period")
    match request.word("debtor", among=("citizen", "manager", "business"), default="citizen"):
        case "business":
            service = request.word("service", among=due_dates.BUSINESS_SERVICES)
            due = due_dates.business_due_date(period=period, service=service)
            return {"due": due.isoformat()}
        case "manager":
            due = due_dates.manager_due_date(period=period)
            return {"due": due.isoformat()}
    due = due_dates.due_date(period=period)
    bill = due_dates.bill_date(period=period)
    return {
        "due": due.isoformat(),
        "bill": bill.isoformat(),
    }


def limitation_of(request: Request) -> Answer:
    """Tell for each claim until when it can be sued for."""
    claims = request.parts("claims")
    dates = {name: [part.day_or_none(name) for part in claims] for name in limitation.DAYS}
    dates["due"] = [part.day("due") for part in claims]
    frame = pl.DataFrame(dates, schema=dict.fromkeys(dates, pl.Date))
    found = limitation.expire(frame, on=request.day("on"))
    limited = [_limited(row) for row in found.iter_rows(named=True)]
    return {"claims": limited, "act": limitation.ACT}


def _limited(row: dict[str, Any]) -> Answer:
    if row["expires"]:
        expires = row["expires"].isoformat()
    else:
        expires = None
    if row["suspended"]:
        suspended = {"suspended": True}
    else:
        suspended = {}
    return {
        "due": row["due"].isoformat(),
        "expires": expires,
        "barred": row["barred"],
    } | suspended


def allocation_of(request: Request) -> Answer:
    """Share a payment out among debts."""
    paid = request.money("amount")
    debts = pl.DataFrame(
        [_debt(part, index) for index, part in enumerate(request.parts("debts"))],
        schema=DEBT,
        orient="row",
    )
    payment = pl.DataFrame({"row": [0], "paid": [money.to_kopecks(paid)]})
    found = allocation.allocate(allocation.in_line(debts), payment).sort("index")
    lines = [
        {
            "key": row["key"],
            "kind": row["kind"],
            "due": row["due"].isoformat(),
            "allocated": str(money.to_roubles(row["allocated"])),
            "rest": str(money.to_roubles(row["amount"] - row["allocated"])),
        }
        for row in found.iter_rows(named=True)
    ]
    advance = money.to_kopecks(paid) - sum(found["allocated"])
    return {
        "lines": lines,
        "advance": str(money.to_roubles(advance)),
        "act": allocation.ACT,
    }


DEBT = {
    "row": pl.Int64,
    "index": pl.Int64,
    "key": pl.String,
    "kind": pl.String,
    "due": pl.Date,
    "amount": pl.Int64,
    "named": pl.Boolean,
    "barred": pl.Boolean,
}


def _debt(part: Request, index: int) -> tuple[object, ...]:
    kind = part.word(
        "kind",
        among=tuple(allocation.ORDER),
        default="principal",
    )
    named = part.flag("named", default=False)
    barred = part.flag("barred", default=False)
    return (
        0,
        index,
        part.text("key"),
        kind,
        part.day("due"),
        money.to_kopecks(part.money("amount")),
        named,
        barred,
    )


def court_track_of(request: Request) -> Answer:
    """Choose the court and the procedure."""
    found = court_track.choose(
        debtor=request.word(  # type: ignore[arg-type]
            "debtor",
            among=("citizen", "sole_trader", "organization"),
        ),
        amount=request.number("amount", places=2),
        on=request.day("on"),
        order_cancelled=request.flag("order_cancelled", default=False),
    )
    return {
        name: getattr(found, name)
        for name in ("court", "track", "court_kind", "simplified", "ground")
    }
