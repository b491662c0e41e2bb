"""What is said of a piece of an address that cannot be taken, and how to write it instead."""

from django.utils.translation import gettext as _

from webapp.premises.addresses.marks import UnreadableAddress


def not_understood(piece: str) -> UnreadableAddress:
    """Say that a piece is not understood."""
    return UnreadableAddress(
        _(
            "«%(piece)s» is not understood: write what it is, as in «д. 5 корп. 2 стр. 1 "
            "лит. А, кв. 3, комн. 2», «оф. 3», «пом. 1-Н»."
        )
        % {"piece": piece}
    )


def house_or_flat(value: str) -> UnreadableAddress:
    """Say that «12-3» can be read in two ways."""
    house, flat = value.split("-")
    return UnreadableAddress(
        _(
            "«%(value)s» can be a house with a flat or one house: write «д. %(house)s, кв. "
            "%(flat)s» or «д. %(value)s»."
        )
        % {"value": value, "house": house, "flat": flat}
    )


def twice(first: str, second: str) -> UnreadableAddress:
    """Say that one thing is named twice."""
    return UnreadableAddress(
        _(
            "«%(first)s» and «%(second)s» say one thing twice: keep one of them, or write "
            "what the other is."
        )
        % {"first": first, "second": second}
    )
