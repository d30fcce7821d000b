"""What a budget could do better: marginal returns, and the same total where it brings more.

Expected value is a sum of concave functions of the channels' spends, so the best allocation within bounds is where all
marginal returns are equal, except at a bound (water-filling; Boyd & Vandenberghe 2004, section 5.5.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ltv.economics.response import Response
from ltv.sampling import NORMAL_90, TAILS, weighted_quantile
from ltv.states import Array

HALVINGS = 100
NO_VALUE = "The channel has no LTV to weigh the spend against."
NO_PARTNER = "No other channel's response is identified, so there is nothing to exchange spend with."


@dataclass(frozen=True)
class Value:
    """A channel's horizon LTV, with its 90 % interval; None where it is not known."""

    average: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Advice:
    """One channel's advice, per week. All None but `spend` where it abstains; `reason` then says why.

    spend: the usual week. marginal_cac: money for one more buyer there; marginal_roi: (LTV - marginal_cac) /
    marginal_cac, with 90 % interval (slope and LTV uncertain). suggested_spend: of the same total over all channels
    that are advised, within the weekly spends each has seen. evidence: "experiment" where declared weeks say what the
    spend causes, "association" where it is what goes with the spend and no placebo test speaks against it.
    """

    spend: float
    marginal_cac: float | None = None
    marginal_roi: float | None = None
    marginal_roi_low: float | None = None
    marginal_roi_high: float | None = None
    suggested_spend: float | None = None
    reason: str | None = None
    evidence: str | None = None


def advise(responses: Sequence[Response], values: Sequence[Value]) -> list[Advice]:
    """Advice for every channel, in the order given."""
    reasons = [_reason(response, value) for response, value in zip(responses, values, strict=True)]
    advised = [channel for channel, reason in enumerate(reasons) if reason is None]
    suggested = dict(
        zip(
            advised,
            allocate([responses[c] for c in advised], [float(values[c].average or 0.0) for c in advised]),
            strict=True,
        )
    )
    advice = []
    for channel, (response, value, reason) in enumerate(zip(responses, values, reasons, strict=True)):
        if channel not in suggested:
            advice.append(Advice(response.mean_spend, reason=reason))
            continue
        partner = None if len(advised) > 1 else NO_PARTNER
        advice.append(
            Advice(
                response.mean_spend,
                *_marginal(response, value, channel),
                suggested[channel],
                partner,
                response.evidence,
            )
        )
    return advice


def allocate(responses: Sequence[Response], values: Sequence[float]) -> list[float]:
    """The weekly spends of the same total with the highest expected value, each within the spends it has seen.

    values: expected value of a buyer per channel, above 0.
    """
    if len(responses) < 2:
        return [response.mean_spend for response in responses]
    total = sum(response.mean_spend for response in responses)

    def spends(log_price: float) -> list[float]:
        pairs = zip(responses, values, strict=True)
        return [_demand(response, float(np.exp(log_price)) / value) for response, value in pairs]

    returns = [
        value * response.slope(spend)
        for response, value in zip(responses, values, strict=True)
        for spend in (response.lowest_spend, response.highest_spend)
    ]
    # At the higher price nobody wants more than its least, at the lower one everybody wants its most.
    dear, cheap = float(np.log(max(returns))), float(np.log(min(returns)))
    for _ in range(HALVINGS):
        middle = (dear + cheap) / 2
        dear, cheap = (middle, cheap) if sum(spends(middle)) < total else (dear, middle)
    return _exactly(total, spends(dear), spends(cheap))


def _exactly(total: float, less: list[float], more: list[float]) -> list[float]:
    """Between two allocations, the one that spends the total (where a return is level, demand jumps)."""
    missing, gap = total - sum(less), sum(more) - sum(less)
    share = missing / gap if gap > 0 else 0.0
    return [a + share * (b - a) for a, b in zip(less, more, strict=True)]


def _demand(response: Response, slope: float) -> float:
    """The spend at which one more unit brings `slope` buyers, within the spends seen."""
    low, high = response.lowest_spend, response.highest_spend
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if response.slope(middle) > slope:
            low = middle
        else:
            high = middle
        if not low < high - 1e-12 * response.highest_spend:
            break
    return (low + high) / 2


def _reason(response: Response, value: Value) -> str | None:
    if response.reason is None and not (value.average is not None and value.average > 0):
        return NO_VALUE
    return response.reason


def _marginal(response: Response, value: Value, channel: int) -> tuple[float, float, float, float]:
    """Marginal CAC, and marginal ROI with its interval: the draws of the slope times log-normal ones of the LTV."""
    slope, average = response.slope(response.mean_spend), float(value.average or 0.0)
    returns = _ltv_draws(value, channel, len(response.weights)) * response.slopes(response.mean_spend)
    low, high = (float(v) for v in weighted_quantile(returns, response.weights, TAILS))
    return 1 / slope, average * slope - 1, low - 1, high - 1


def _ltv_draws(value: Value, channel: int, draws: int) -> Array:
    """Log-normal with the interval's width around the average; without an interval, the average."""
    average = float(value.average or 0.0)
    if value.low is None or value.high is None or not 0 < value.low <= value.high:
        return np.full(draws, average)
    deviation = float(np.log(value.high / value.low)) / (2 * NORMAL_90)
    return np.asarray(average * np.exp(deviation * np.random.default_rng([4, channel]).standard_normal(draws)))
