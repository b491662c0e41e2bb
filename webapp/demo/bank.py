"""The supplier's bank: gathers the day's money into a statement file and hands it to the
accountant, who loads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from webapp.contracts.models import Supplier
from webapp.demo import statements
from webapp.demo.statements import Receiver, Transfer
from webapp.payments import operations as payments
from webapp.payments.models import Payment
from webapp.staff.models import User


class StatementRefused(Exception):
    """The importer found an error in a file of the rehearsal: one of the two is wrong."""


@dataclass(slots=True)
class Bank:
    """Writes statement files into a folder and has them loaded.

    A file whose loading was interrupted is loaded again.
    """

    folder: Path
    receiver: Receiver
    accountant: User
    _files: int = 0
    _documents: int = 0
    _balance: Decimal = Decimal("1843210.50")
    _waiting: list[tuple[Path, date]] = field(default_factory=list)

    def next_number(self) -> str:
        """Return the number of the next payment document."""
        self._documents += 1
        return str(self._documents)

    def receive(self, *, transfers: Sequence[Transfer], on: date) -> None:
        """Write the money of this moment into a file and load it."""
        if not transfers:
            return
        self._files += 1
        content = statements.write(
            on=on,
            opening=self._balance,
            transfers=transfers,
            receiver=self.receiver,
        )
        self._balance += sum((transfer.amount for transfer in transfers), Decimal(0))
        path = self.folder / f"kl_to_1c_{on:%Y%m%d}_{self._files:04d}.txt"
        path.write_bytes(content)
        self._waiting.append((path, on))
        self.load_waiting()

    def load_waiting(self) -> int:
        """Load the files that have not been loaded for certain and return how many.

        Loading one twice changes nothing.

        :raises StatementRefused: when a document of ours is refused
        """
        loaded = 0
        while self._waiting:
            path, on = self._waiting[0]
            report = payments.load_statement(
                file_name=path.name,
                content=path.read_bytes(),
                by=self.accountant,
                today=on,
            )
            if report.errors:
                raise StatementRefused(f"{path.name}: {report.errors[0].message}")
            self._waiting.pop(0)
            loaded += 1
        return loaded


def open_bank(*, folder: Path, supplier: Supplier, accountant: User) -> Bank:
    """Return the bank of a supplier; document numbers go on from what is known already."""
    folder.mkdir(parents=True, exist_ok=True)
    receiver = Receiver(
        name=supplier.name,
        inn=supplier.inn,
        kpp=supplier.kpp,
        bank=supplier.bank_name,
        bik=supplier.bik,
        account=supplier.settlement_account,
        correspondent=supplier.correspondent_account,
    )
    return Bank(
        folder,
        receiver,
        accountant,
        _files=len(list(folder.iterdir())),
        _documents=Payment.objects.count(),
    )
