"""How a fit can end: every status, once, with what it means and what a prediction then is."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The ways a fit ends. Only CONVERGED is an optimum in the interior; the rest carry a reason."""

    CONVERGED = "converged"
    NO_CHURN = "no_churn"
    ONE_PURCHASE_RATE = "one_purchase_rate"
    ONE_DROPOUT_RATE = "one_dropout_rate"
    CERTAIN_CHURN = "certain_churn"
    ALL_OR_NOTHING_CHURN = "all_or_nothing_churn"
    NO_REPEAT_PURCHASES = "no_repeat_purchases"
    NO_SPEND_HETEROGENEITY = "no_spend_heterogeneity"
    NO_SPEND_VARIATION = "no_spend_variation"
    INFINITE_MEAN_SPEND = "infinite_mean_spend"
    TOO_FEW_CUSTOMERS = "too_few_customers"
    NO_OBSERVATION_TIME = "no_observation_time"
    NOT_CONVERGED = "not_converged"


REASONS: dict[Status, str] = {
    Status.NO_CHURN: (
        "No churn is detectable: the likelihood is highest where nobody ever drops out (the NBD model), "
        "so every customer is predicted alive."
    ),
    Status.ONE_PURCHASE_RATE: (
        "No difference between the customers' purchase rates is detectable: the likelihood is highest where all "
        "buy at one rate, which is used."
    ),
    Status.ONE_DROPOUT_RATE: (
        "No difference between the customers' dropout is detectable: the likelihood is highest where all drop out "
        "alike, which is used."
    ),
    Status.CERTAIN_CHURN: (
        "The likelihood is highest where every customer drops out at the first chance; this limit is used."
    ),
    Status.ALL_OR_NOTHING_CHURN: (
        "The likelihood is highest where a customer drops out either at the first chance or never; this limit is used."
    ),
    Status.NO_REPEAT_PURCHASES: "Nobody purchased a second time, so no further purchases are predicted.",
    Status.NO_SPEND_HETEROGENEITY: (
        "No difference between the customers' mean spend is detectable: the common mean is predicted for everyone."
    ),
    Status.NO_SPEND_VARIATION: (
        "No variation between a customer's own purchases is detectable: a repeat buyer's own mean is predicted."
    ),
    Status.INFINITE_MEAN_SPEND: (
        "The fitted spend has no finite mean (q <= 1), so that no order value can be predicted."
    ),
    Status.TOO_FEW_CUSTOMERS: (
        "Too few customers to tell anything: at least two are needed. No purchases are predicted; for order values the "
        "mean first order of all buyers stands in."
    ),
    Status.NO_OBSERVATION_TIME: "Every customer was observed for zero days, so nothing is predicted.",
    Status.NOT_CONVERGED: "The optimiser did not settle on an optimum, so nothing is predicted.",
}

# With these nothing is predicted: all parameters are NaN (for INFINITE_MEAN_SPEND the predictions are).
WITHOUT_PREDICTION = frozenset(
    {Status.TOO_FEW_CUSTOMERS, Status.NO_OBSERVATION_TIME, Status.NOT_CONVERGED, Status.INFINITE_MEAN_SPEND}
)
