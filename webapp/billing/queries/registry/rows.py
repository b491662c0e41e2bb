"""What a debts registry says, row by row."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from webapp.contracts.models import Service
from webapp.parties.models import Party
from webapp.premises.addresses import Address

type Key = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Row:
    """One month of one service on one account, with all that the file tells about the account.

    ``number`` is the row in the file, the codes are GUIDs in ГАР.
    """

    number: int
    account: str
    name: str
    kind: Party.Kind
    address: Address
    service: str
    period: date
    charged: Decimal
    due_date: date
    paid: Decimal = Decimal("0.00")
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    birth_date: date | None = None
    district: str = ""
    house_code: uuid.UUID | None = None
    premises_code: uuid.UUID | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    contract_number: str = ""
    contract_date: date | None = None
    supplier: str = ""
    restriction_possible: bool = True
    never_cut: bool = False
    norm: Decimal | None = None
    persons: int | None = None
    tariff: Decimal | None = None
    contractual: bool = False
    residence: str = ""
    right: str = ""
    share: Fraction = Fraction(1)
    right_since: date | None = None
    right_proof: str = ""

    @property
    def key(self) -> Key:
        """Return what is charged once: account, service, month."""
        return (self.account, self.service, self.period)

    @property
    def service_label(self) -> str:
        """Return the service as people call it."""
        return str(Service.Code(self.service).label)
