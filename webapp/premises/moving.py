"""How the database hears that accounts lie in another district: ``contracts_settle`` is told.

The function is in the migrations of ``contracts``, which lies above.
"""

import pgtrigger

_ACCOUNTS = (
    "contracts_account AS account JOIN premises_premises AS premises ON premises.id = premises_id"
)
_HOUSES = f"{_ACCOUNTS} JOIN premises_building AS building ON building.id = building_id"


def _told(column: str, found: str, where: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="moves_accounts",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf(f"{column}_id"),  # type: ignore[no-untyped-call]
        condition=pgtrigger.AnyChange(column),
        func=(
            f"PERFORM contracts_settle(array_agg(account.id)) FROM {found} "
            f"WHERE {where} = NEW.id; RETURN NULL;"
        ),
    )


STREET = _told("district", _HOUSES, "building.street_id")
BUILDING = _told("street", _ACCOUNTS, "premises.building_id")
PREMISES = _told("building", "contracts_account AS account", "account.premises_id")
