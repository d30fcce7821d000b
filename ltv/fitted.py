"""A shop's customers, and models fitted to its segments: what the public API answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property

import numpy as np
import pandas as pd

from ltv.backtest.model_error import prior_error
from ltv.economics.intervals import predict_average
from ltv.economics.summary import ChannelIntervals, channel_intervals
from ltv.economics.values import Estimates, purchases_in_rest
from ltv.errors import OptionError
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.sampling import seed_of
from ltv.states import PurchaseStates, SpendStates
from ltv.valuation import Terms
from ltv.warehouse.segments import draws_of_segments, mean_first_order
from ltv.warehouse.transactions import purchase_states, realised_in_horizon, spend_states, window_of

FACTORS = 4000  # draws of the model's error
NO_PURCHASE = "No purchase is left after refunds: nothing to predict from."


@dataclass(frozen=True, eq=False)
class Shop:
    """The customers of a shop, from `from_transactions`.

    customers: one row per customer, as int_customer_histories: customer_id, channel, first_purchase_on,
    last_purchase_on, frequency, recency, T (days), monetary_value, realised_revenue (money). days: one row per customer
    and day, with value and revenue in ten-thousandths of the unit of money. observation_end: the last day observed.
    """

    customers: pd.DataFrame
    days: pd.DataFrame
    observation_end: pd.Timestamp

    @property
    def states(self) -> PurchaseStates:
        """Distinct purchase histories, with how many customers share each."""
        return purchase_states(self.customers)

    @property
    def spend_states(self) -> SpendStates:
        """Spend histories of the repeat buyers."""
        return spend_states(self.customers)


@dataclass(frozen=True, eq=False)
class Fitted:
    """Fitted models of a shop's segments: `all` from `fit`, the channels from `pool`.

    estimates: by segment, parameters of the purchase model (days) and of Gamma-Gamma (money). reasons: by segment, why
    nothing can be predicted, or None.
    """

    shop: Shop
    model: str
    estimates: Mapping[str, Estimates]
    reasons: Mapping[str, str | None]
    _parts: Mapping[str, pd.DataFrame]

    def predict(
        self,
        *,
        prediction_days: int = 180,
        ltv_horizon_days: int = 365,
        monthly_discount_rate: float = 0.01,
        gross_margin: float = 1.0,
    ) -> pd.DataFrame:
        """One row per customer, columns as in customer_ltv: p_alive, expected_purchases (in the next prediction_days),
        expected_order_value, predicted_ltv (discounted value of the next prediction_days), realised_value,
        lifetime_value (both), horizon_ltv (value of the first ltv_horizon_days, discounted to the first purchase), and
        `reason`: null, or why a prediction is null.

        monthly_discount_rate: per 30 days. gross_margin: share of revenue that is value.
        Raises OptionError, naming the term that is not allowed.

        >>> import ltv
        >>> from ltv.data.cdnow import read_cdnow
        >>> customers = ltv.fit(ltv.from_transactions(read_cdnow())).predict()
        >>> customers.set_index("customer_id").loc["00003", ["frequency", "T", "p_alive", "horizon_ltv"]].round(3)
        frequency        5.000
        T              544.000
        p_alive          0.903
        horizon_ltv    130.156
        Name: 00003, dtype: float64
        """
        terms = Terms(ltv_horizon_days, None, monthly_discount_rate, gross_margin, prediction_days)
        parts = [self._predicted(segment, terms) for segment in self._parts]
        customers = pd.concat(parts, ignore_index=True).sort_values("customer_id", ignore_index=True)
        return customers.drop(columns=["last_purchase_on", "realised_revenue"])

    def intervals(
        self,
        cac: Mapping[str, float] | None = None,
        *,
        ltv_horizon_days: int = 365,
        monthly_discount_rate: float = 0.01,
        gross_margin: float = 1.0,
    ) -> pd.DataFrame:
        """One row per segment: customers, average_ltv (horizon LTV at the estimates), its 90 % interval, and where the
        segment is in `cac` (money per customer) the probability that the average exceeds it, ROI and payback in days.

        The draws are those of the unpenalised, partially pooled models. The model's own error is taken to be as usual
        in other shops (ltv.backtest.model_error); the dbt job learns it from the shop's own past. Null where nothing
        can be predicted, or nobody bought a second time. Raises OptionError for a term, a segment or a cost that is not
        allowed.

        >>> import ltv
        >>> from ltv.data.cdnow import read_cdnow
        >>> fitted = ltv.fit(ltv.from_transactions(read_cdnow(), observation_end="1997-09-30"))
        >>> fitted.intervals()[["segment", "customers", "average_ltv_low", "average_ltv", "average_ltv_high"]].round(1)
          segment  customers  average_ltv_low  average_ltv  average_ltv_high
        0     all      23570             80.0         85.0              90.0
        """
        terms, cac = Terms(ltv_horizon_days, None, monthly_discount_rate, gross_margin), cac or {}
        self._check_cac(cac)
        error = prior_error(channels=len(self._parts) > 1)
        rows = []
        for segment, part in self._parts.items():
            row: dict[str, object] = {"segment": segment, "customers": int(part["T"].notna().sum())}
            if self.reasons[segment] is None and segment in self._draws:
                purchases, spends = self._draws[segment]
                window, seed = window_of(part, self.shop.days, terms), seed_of(segment, "futures")
                drawn = (self.estimates[segment], purchases, spends, terms)
                factors = error.factors(FACTORS, np.random.default_rng([7, seed]))[:, 0]
                predictive = predict_average(self.model, window, *drawn, factors=factors, seed=seed)
                row["average_ltv"] = predictive.expected
                row |= asdict(channel_intervals(predictive, cac.get(segment)))
            rows.append(row)
        names = [field.name for field in fields(ChannelIntervals)]
        return pd.DataFrame(rows, columns=["segment", "customers", "average_ltv", *names])

    def _check_cac(self, cac: Mapping[str, float]) -> None:
        for segment, cost in cac.items():
            if segment not in self._parts:
                raise OptionError(f"cac: received the segment {segment!r}; allowed are {', '.join(self._parts)}")
            if not (np.isfinite(cost) and cost > 0):
                raise OptionError(f"cac: received {cost!r} for {segment}; allowed are finite numbers above 0")

    @cached_property
    def _first_order(self) -> float:
        """What stands in where the spend model is open: one figure of the shop, whatever the segment."""
        return mean_first_order(self.shop.customers)

    @cached_property
    def _draws(self) -> dict[str, tuple[ParameterDraws, ParameterDraws]]:
        return draws_of_segments(self._parts, self.model)

    def _predicted(self, segment: str, terms: Terms) -> pd.DataFrame:
        part, estimates = self._parts[segment], self.estimates[segment]
        model, bought = PURCHASE_MODELS[self.model], part["T"].notna().to_numpy()
        x, tx = (part[name].to_numpy(np.float64) for name in ("frequency", "recency"))
        T, m = part["T"].to_numpy(np.float64, na_value=0.0), part["monetary_value"].to_numpy(np.float64)
        days, rate = terms.prediction_days, terms.monthly_discount_rate
        p_alive = model.p_alive(estimates.purchases, x, tx, T)
        discounted = p_alive * model.discounted_purchases_if_alive(estimates.purchases, x, T, days, rate)
        order_value = SPEND_MODELS[estimates.spend_model].expected_order_value(estimates.spends, x, m)
        order_value = np.where(np.isfinite(order_value), order_value, self._first_order)
        ahead = purchases_in_rest(self.model, estimates.purchases, x, tx, T, terms) * order_value * terms.gross_margin
        ahead = np.where(terms.horizon_days <= T, 0.0, ahead)  # what is past its horizon is known
        predicted = discounted * order_value * terms.gross_margin
        realised = part["realised_revenue"].to_numpy(np.float64) * terms.gross_margin
        columns = {
            "p_alive": p_alive,
            "expected_purchases": p_alive * model.purchases_if_alive(estimates.purchases, x, T, days),
            "expected_order_value": order_value,
            "predicted_ltv": predicted,
            "realised_value": realised,
            "lifetime_value": realised + predicted,
            "horizon_ltv": realised_in_horizon(part, self.shop.days, terms) + ahead,
        }
        money = {"realised_value"}  # is known of everybody
        known = {name: v if name in money else np.where(bought, v, np.nan) for name, v in columns.items()}
        reason = pd.Series(self.reasons[segment], index=part.index, dtype="str").where(bought, NO_PURCHASE)
        return part.assign(**known, reason=reason)
