"""BG/NBD: Fader, Hardie & Lee 2005, "Counting Your Customers the Easy Way"."""

from ltv.models.purchase.beta_geometric import BetaGeometric


class BgNbd(BetaGeometric):
    """A customer can drop out after each repeat purchase; one-time buyers are therefore always alive."""

    name = "bg_nbd"
    first_chance = 0
