"""Purchase models by name. To add one: a module with a subclass of PurchaseModel, and its entry here."""

from ltv.purchase.bg_nbd import BgNbd
from ltv.purchase.mbg_nbd import MbgNbd
from ltv.purchase.model import PurchaseModel
from ltv.purchase.pareto_nbd import ParetoNbd

PURCHASE_MODELS: dict[str, PurchaseModel] = {model.name: model for model in (BgNbd(), MbgNbd(), ParetoNbd())}
