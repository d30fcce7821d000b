"""Purchase models by name. To add one: a module with a subclass of PurchaseModel, and its entry here."""

from ltv.models.purchase.bg_nbd import BgNbd
from ltv.models.purchase.mbg_nbd import MbgNbd
from ltv.models.purchase.model import PurchaseModel
from ltv.models.purchase.pareto_nbd import ParetoNbd

PURCHASE_MODELS: dict[str, PurchaseModel] = {model.name: model for model in (BgNbd(), MbgNbd(), ParetoNbd())}
