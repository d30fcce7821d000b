"""MBG/NBD: Batislam, Denizel & Filiztekin 2007, "Empirical validation and comparison of models for customer base
analysis"."""

from ltv.models.purchase.beta_geometric import BetaGeometric


class MbgNbd(BetaGeometric):
    """As BG/NBD, but a customer can drop out right after the acquisition too."""

    name = "mbg_nbd"
    first_chance = 1
