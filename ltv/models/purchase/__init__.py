"""Purchase models by name. To add one: a module with a subclass of PurchaseModel, its entry here, and its entry in the
SQL registry (macro purchase_models), which a test holds equal to this one."""

from ltv.errors import OptionError
from ltv.models.purchase.bg_bb import BgBb
from ltv.models.purchase.bg_nbd import BgNbd
from ltv.models.purchase.mbg_nbd import MbgNbd
from ltv.models.purchase.model import PurchaseModel
from ltv.models.purchase.pareto_nbd import ParetoNbd

PURCHASE_MODELS: dict[str, PurchaseModel] = {model.name: model for model in (BgNbd(), MbgNbd(), ParetoNbd(), BgBb())}
AUTO, DEFAULT = "auto", BgNbd.name


def purchase_model(model: str | PurchaseModel) -> PurchaseModel:
    """The model of that name, or the model given. Raises OptionError for an unknown name."""
    if isinstance(model, PurchaseModel):
        return model
    if model not in PURCHASE_MODELS:
        raise OptionError(f"model: received {model!r}; allowed are {', '.join(sorted(PURCHASE_MODELS))}")
    return PURCHASE_MODELS[model]


def resolved(model: str) -> str:
    """The model that the variable `purchase_model` asks for where no backtest chooses: `auto` is the default."""
    return DEFAULT if model == AUTO else model
