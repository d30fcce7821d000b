"""Spend models by name. To add one: a module with a subclass of SpendModel, and its entry here."""

from ltv.spend.gamma_gamma import GammaGamma
from ltv.spend.model import SpendModel

SPEND_MODELS: dict[str, SpendModel] = {model.name: model for model in (GammaGamma(),)}
