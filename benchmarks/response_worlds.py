"""Is the budget advice right? Shops of known response to spend (ltv.data.shop), and the same with spend held flat."""

from __future__ import annotations

import numpy as np

from ltv.data.shop.spend import DAYS, arrivals, daily_spend, stream, weeks
from ltv.data.shop.truth import TRUTH, Acquisition
from ltv.economics.budget import Value, advise, allocate
from ltv.economics.response import Response, fit_response
from ltv.sampling import weighted_quantile

SHOPS = 100
NAMES = tuple(TRUTH)
VALUES = [TRUTH[name].expected_value() for name in NAMES]
CURVES = [TRUTH[name].acquisition for name in NAMES]


def shop(seed: int, *, flat: bool) -> tuple[list[Response], list[np.ndarray]]:
    """Fitted responses and weekly spends of the four channels of one generated shop, over 77 whole weeks."""
    whole = [week for week in weeks() if len(week) == 7]
    found, spends = [], []
    for name, curve in zip(NAMES, CURVES, strict=True):
        spend = np.array(daily_spend(curve, stream(seed, name, 0)))
        spend = np.full_like(spend, int(spend.mean())) if flat else spend
        came = np.bincount(arrivals(curve, spend.tolist(), stream(seed, name, 1)), minlength=len(DAYS))
        weekly = np.array([spend[week].sum() / 100 for week in whole])
        found.append(fit_response(weekly, np.array([float(came[week].sum()) for week in whole])))
        spends.append(weekly)
    return found, spends


def true_value(curves: list[Acquisition], values: list[float], spends: list[float]) -> float:
    """Expected value of a week's new buyers."""
    return sum(v * curve.new_customers(s) for curve, v, s in zip(curves, values, spends, strict=True))


def known(curve: Acquisition, seen: Response, lowest: float, highest: float) -> Response:
    """The truth as a response of one draw."""
    one = [np.array([float(value)]) for value in (curve.baseline, curve.ceiling, curve.half_spend, 1.0)]
    return Response(*one, seen.mean_spend, lowest, highest, None)


def response_report() -> list[str]:
    """A section of Markdown."""
    reached, before, bounded, inside, advised = [], [], [], [], 0
    for seed in range(SHOPS):
        responses, _ = shop(seed, flat=False)
        usual = [r.mean_spend for r in responses]
        advice = advise(responses, [Value(v) for v in VALUES])
        suggested = [a.spend if a.suggested_spend is None else a.suggested_spend for a in advice]
        free = allocate([known(c, r, 0.0, sum(usual)) for c, r in zip(CURVES, responses, strict=True)], VALUES)
        within = [known(c, r, r.lowest_spend, r.highest_spend) for c, r in zip(CURVES, responses, strict=True)]
        best = true_value(CURVES, VALUES, free)
        reached.append(true_value(CURVES, VALUES, suggested) / best)
        before.append(true_value(CURVES, VALUES, usual) / best)
        bounded.append(true_value(CURVES, VALUES, allocate(within, VALUES)) / best)
        for r, curve in zip(responses, CURVES, strict=True):
            if len(r.weights) == 0:
                continue
            low, high = weighted_quantile(r.slopes(r.mean_spend), r.weights, np.array([0.05, 0.95]))
            inside.append(low <= 1 / curve.marginal_cac(r.mean_spend) <= high)
            advised += r.reason is None
    flat = [r.reason is not None for seed in range(SHOPS) for r in shop(seed, flat=True)[0]]
    return [
        "## Budget advice",
        "",
        f"{SHOPS} shops of the sample's truth (ltv.data.shop, four channels, 77 whole weeks), each with its own spends "
        "and buyers.",
        "",
        "| value of a week's new buyers, share of the true optimum at the same total | mean | lowest |",
        "| --- | --: | --: |",
        f"| as spent | {np.mean(before):.1%} | {np.min(before):.1%} |",
        f"| as suggested | {np.mean(reached):.1%} | {np.min(reached):.1%} |",
        f"| the best within the weekly spends seen, truth known | {np.mean(bounded):.1%} | {np.min(bounded):.1%} |",
        "",
        f"The 90 % interval of the marginal response held the truth in {np.mean(inside):.1%} of {len(inside)} "
        f"channels; {advised} of {4 * SHOPS} were advised, the others abstained with a reason. With the same spend "
        f"every week {sum(flat)} of {len(flat)} abstained.",
        "",
    ]
