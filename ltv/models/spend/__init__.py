"""Spend models by name. To add one: a module with a subclass of SpendModel, and its entry here."""

from ltv.models.spend.gamma_gamma import GammaGamma
from ltv.models.spend.model import SpendModel

SPEND_MODELS: dict[str, SpendModel] = {model.name: model for model in (GammaGamma(),)}
DEFAULT = GammaGamma.name
