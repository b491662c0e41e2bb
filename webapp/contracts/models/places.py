"""Where accounts are, written down once: segments are asked on every page."""

import pgtrigger
from django.db import models

ADDED = pgtrigger.Trigger(
    name="place_of_new_accounts",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
    func="PERFORM contracts_settle(array_agg(id)) FROM added; RETURN NULL;",
)
MOVED = pgtrigger.Trigger(
    name="place_of_account",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
        "premises_id", "contract_id", "party_id"
    ),
    func="PERFORM contracts_settle(ARRAY[NEW.id]); RETURN NULL;",
)


class Place(models.Model):
    """The district of an account, with its customer and contract.

    Triggers keep it by ``contracts_settle`` as accounts, premises, houses and streets change: the
    way from an account to its district leads through four tables.
    """

    account = models.OneToOneField(
        "contracts.Account",
        primary_key=True,
        on_delete=models.CASCADE,
        db_constraint=False,
        related_name="place",
    )
    contract = models.ForeignKey(
        "contracts.Contract",
        null=True,
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    party = models.ForeignKey(
        "parties.Party",
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    district = models.ForeignKey(
        "premises.District",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["party", "district"], name="contracts_place_party"),
            models.Index(
                fields=["contract", "district"],
                condition=models.Q(contract__isnull=False),
                name="contracts_place_contract",
            ),
        ]
