"""Why a paper or a template is refused: a code with its data.

Whoever shows it to a person words it in that person's language.
"""

from enum import StrEnum


class Why(StrEnum):
    """The closed list of reasons; the fields of each are named after the dash."""

    # a paper: kind
    OTHER_CONTEXT = "other-context"
    NO_DEBTS = "no-debts"
    PENALTY_DIFFERS = "penalty-differs"  # and difference
    # a blank, in a paper or in a template
    BLANK = "blank"
    UNKNOWN_NAME = "unknown-name"
    FORBIDDEN = "forbidden"
    NOT_PRINTABLE = "not-printable"
    # the markup of a template
    UNREADABLE = "unreadable"
    UNBALANCED = "unbalanced"
    NOT_CLOSED = "not-closed"
    NOT_OPENED = "not-opened"
    SPLIT = "split"
    TOO_DEEP = "too-deep"
    TOO_LONG = "too-long"
    TOO_COSTLY = "too-costly"
    UNKNOWN_STATEMENT = "unknown-statement"
    UNKNOWN_FILTER = "unknown-filter"
    BROKEN_PARAGRAPHS = "broken-paragraphs"
    NOT_PRINTED_FACT = "not-printed-fact"  # and name
    # the file of a template
    NOT_WORD = "not-word"
    TOO_LARGE = "too-large"  # and megabytes
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    EMBEDDED = "embedded"  # and part
    EXTERNAL = "external"  # and target
    LIVE_FIELD = "live-field"  # and field
    NO_PICTURE = "no-picture"
    # the print
    NO_FONTS = "no-fonts"
    NOT_PRINTED = "not-printed"  # and cause
    BLANK_PAGE = "blank-page"  # and page
    TAG_PRINTED = "tag-printed"  # and page
    # a scan
    NOT_A_SCAN = "not-a-scan"
    # many papers in one file
    PAPERS_DIFFER = "papers-differ"  # counted and expected


class Refused(Exception):
    """Something was refused.

    Its text is for logs; ``why`` and ``details`` are for the words on a screen.
    """

    def __init__(self, why: Why, **details: object) -> None:
        """Keep the reason and what it is about."""
        super().__init__(why, details)
        self.why = why
        self.details = details

    def __str__(self) -> str:
        """Return the code with its data."""
        return ": ".join(
            [
                self.why,
                *(f"{name}={value}" for name, value in self.details.items()),
            ]
        )


class UnableToConvert(Refused):
    """The paper could not be printed to PDF."""
