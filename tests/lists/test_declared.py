"""Lists as they are declared: every column can be shown, ordered by and put on paper."""

import pytest
from django.contrib import admin
from django.template.loader import get_template
from django.urls import reverse

from webapp.lists.declarations import Listing


def listings() -> list[Listing]:
    found = {}
    for pattern in admin.site.urls[0]:
        listing = getattr(pattern.callback, "view_initkwargs", {}).get("listing")
        if listing:
            found[listing.code] = listing
    return [found[code] for code in sorted(found)]


LISTINGS = pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.code)


@LISTINGS
def test_every_template_that_a_list_names_is_there(listing: Listing) -> None:
    parts = listing.parts
    named = [parts.count, parts.more, parts.above, parts.tools, parts.under]
    named += [column.template for column in listing.columns]

    for name in filter(None, named):
        get_template(name)


@LISTINGS
def test_every_address_that_a_list_names_is_there(listing: Listing) -> None:
    if listing.panel:
        assert reverse(listing.panel, args=[1])
    for deed in listing.deeds:
        assert bool(deed.act) != bool(deed.page), "it is done by the list, or has its own page"
        if deed.page:
            assert reverse(deed.page)


@LISTINGS
def test_the_usual_order_is_that_of_a_column_and_no_two_columns_have_one_name(
    listing: Listing,
) -> None:
    keys = [column.key for column in listing.columns]

    assert listing.orders(listing.order)
    assert len(keys) == len(set(keys))
    assert any(column.is_shown and column.is_on_screen for column in listing.columns)


@LISTINGS
def test_only_what_adds_up_has_a_total_and_the_first_column_on_paper_has_none(
    listing: Listing,
) -> None:
    printed = [column for column in listing.columns if column.is_printed]

    assert not printed[0].is_total, "under it stands how many rows there are"
    assert all(column.is_number for column in listing.columns if column.is_total)
