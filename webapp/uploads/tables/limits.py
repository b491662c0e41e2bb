"""How large a sheet may be, and what stands for a cell whose value its file does not hold."""

from dataclasses import dataclass

from webapp.uploads.tables.said import said as _

MAX_ROWS = 300_000
MAX_COLUMNS = 256
MAX_CELLS = 10_000_000


class TooLarge(Exception):
    """The workbook cannot be laid out in memory.

    The message says what is too large and what to do.
    """


class Broken(Exception):
    """This is no table; the message says why, if more is known than that the bytes are broken."""


class Locked(Exception):
    """The workbook is protected by a password."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A cell whose value the file does not hold.

    An error of Excel, or a formula that was never calculated.
    """

    address: str
    shown: str

    def __str__(self) -> str:
        """Return what stands in the cell."""
        return self.shown

    @property
    def message(self) -> str:
        """Return what is wrong and what to do."""
        if self.shown.startswith("="):
            text = _(
                "The formula in the cell %(cell)s was never calculated: open the file in "
                "Excel, save it and load it again."
            )
        else:
            text = _(
                "The cell %(cell)s holds an error instead of a value: correct it in the "
                "table and load the file again."
            )
        return text % {"cell": self.address}


def check_reach(*, rows: int, columns: int) -> None:
    """Refuse a table that reaches too far.

    :raises TooLarge: when it has too many rows, columns or cells
    """
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        message = _(
            "the table reaches as far as the cell %(cell)s. Delete what stands aside of "
            "the registry, or split it into parts"
        )
        raise TooLarge(message % {"cell": f"{letters_of(columns)}{rows}"})


def letters_of(column: int) -> str:
    """Return what Excel calls a column, counted from one."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
