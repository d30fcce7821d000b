"""Placebo tests: what must not be seen where spend was set without an eye on demand.

Observational estimates of advertising miss experiments by factors even with rich controls (Gordon, Zettelmeyer,
Bhargava & Chapsky 2019, Marketing Science 38(2), 193-225), since spend follows demand. Weekly data can show that it
does: then later spend "explains" earlier buyers (leads; Granger 1969, Econometrica 37(3), 424-438; Angrist & Pischke
2009, section 5.2.1), other channels' buyers follow this channel's spend, spend follows its own past as demand does.
Where all that is absent, and what scatters beyond chance is small against what moves with the spend, spend is as good
as randomised.
What they cannot see: spend set in the same week, without noise, by a demand of this channel alone that has no memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from ltv.economics.demand import Weeks, annihilator, calendar, demand, even
from ltv.states import Array

MEMORY = np.array([1.0, 0.7, 0.5])  # weight of the weeks one, two and three away
LIMIT = 1.64  # of each deviation and of a channel's together, in standard errors: 5 % of sound channels fail each
SHOP_LIMIT = 2.33  # of a whole shop's together: 1 %
MOST_SCATTER = 0.5  # demand's variance left unexplained, at most (upper 95 %), to that which moves with the spend

LEAD = "Later spend goes with earlier new buyers ({z:.1f} standard errors), which it cannot have brought"
PAST = "Spend follows the channel's earlier new buyers ({z:.1f} standard errors): it may be set by demand"
SMOOTH = "Spend moves slowly, as demand does ({z:.1f} standard errors): the two cannot be told apart"
OTHERS = (
    "Other channels' new buyers go with this channel's spend ({z:.1f} standard errors): it may follow the shop's demand"
)
TOGETHER = "The channels' spends move together ({z:.1f} standard errors): they may follow one demand"
ALL = "Later spend, earlier buyers and slow spend together speak of spend set by demand ({z:.1f} standard errors)"
SCATTER = (
    "Whether spend or demand moved the new buyers cannot be told: what moves with the spend is small against the"
    " scatter that nothing explains ({dispersion:.1f} times Poisson's)"
)
NOTHING = (
    "New buyers do not follow the spend by more than chance would ({z:.1f} standard errors): no response is detectable"
)
SHOP = "Over all channels, spend is set by demand ({z:.1f} standard errors)"


@dataclass(frozen=True)
class Placebos:
    """Deviations in standard errors, about standard normal where spend was set without an eye on demand.

    lead: present buyers with later spend. past: spend with the channel's earlier buyers. smooth: spend with its own
    past. others: other channels' buyers with this channel's spend. together: other channels' spend with it.
    scatter: variance of the demand left unexplained (upper 95 %) to that which moves with the spend. dispersion: of a
    week's new buyers about demand and spend, to Poisson's. response: present buyers with present spend.
    """

    lead: float
    past: float
    smooth: float
    others: float
    together: float
    scatter: float
    dispersion: float
    response: float

    @property
    def memory(self) -> float:
        """The three that look along time, together."""
        return (self.lead + self.past + self.smooth) / float(np.sqrt(3))


def failed(channels: Sequence[Placebos]) -> list[str | None]:
    """Per channel of a shop, the test that failed by most, in words; None where advice may follow.

    Whoever bids on demand in one channel is likely to do so in the next: what no channel shows by itself, all may.
    """
    shop = max(
        (_together([getattr(c, name) for c in channels]) for name in ("lead", "past", "smooth", "memory")), default=0
    )
    return [_failed(c) or (SHOP.format(z=shop) if shop > SHOP_LIMIT else None) for c in channels]


def _failed(channel: Placebos) -> str | None:
    deviations = {
        LEAD: channel.lead,
        PAST: channel.past,
        SMOOTH: channel.smooth,
        OTHERS: channel.others,
        TOGETHER: channel.together,
        ALL: channel.memory,
    }
    worst = max(deviations, key=lambda said: deviations[said])
    if deviations[worst] > LIMIT:
        return worst.format(z=deviations[worst])
    if channel.scatter <= MOST_SCATTER:
        return None
    said = SCATTER if channel.response > LIMIT else NOTHING
    return said.format(dispersion=channel.dispersion, z=channel.response)


def placebos(weeks: Weeks) -> Placebos:
    """The tests of one channel; of weeks whose spend varies."""
    columns = np.column_stack([np.ones(len(weeks.spend)), calendar(len(weeks.spend))[0]])
    left = annihilator(columns)
    spend, buyers = np.sqrt(weeks.spend / np.mean(weeks.spend)), even(weeks.buyers)
    before = _lags(len(spend))
    others = [
        _partial(np.column_stack([columns, s]), even(y), spend)
        for s, y in zip(weeks.other_spend, weeks.other_buyers, strict=True)
        if y.any()
    ]
    spends = [_correlated(left, s, spend) for s in weeks.other_spend if np.ptp(s) > 0]
    scatter, dispersion, response = _scatter(demand(weeks)[0], spend, buyers)
    return Placebos(
        lead=_lead(columns, before, spend, buyers),
        past=_past(left, before, spend, buyers),
        smooth=_smooth(left, before, spend),
        others=_together(others),
        together=_together(spends),
        scatter=scatter,
        dispersion=dispersion,
        response=response,
    )


def _lags(weeks: int) -> Array:
    """(weeks, weeks) the matrix that sums the weeks before, weighted by MEMORY."""
    return np.asarray(sum(w * np.eye(weeks, k=-lag) for lag, w in enumerate(MEMORY, start=1)))


def _apply(matrix: Array, vector: Array) -> Array:
    return np.asarray(np.einsum("ij,j->i", matrix, vector))


def _sum(a: Array, b: Array) -> float:
    return float(np.sum(a * b))


def _lead(columns: Array, before: Array, spend: Array, buyers: Array) -> float:
    """Buyers that their own week's spend leaves unexplained, with the spend of later weeks."""
    left = annihilator(columns)
    rest = _apply(annihilator(np.column_stack([columns, spend])), buyers)
    return _score(_apply(left, _apply(before, rest)), _apply(left, spend), float(np.trace(left)))


def _past(left: Array, before: Array, spend: Array, buyers: Array) -> float:
    """Spend with the buyers of earlier weeks.

    Taking mean, season and trend out of both leaves a trace of spend's own shocks in the buyers that they brought in
    their week: the sum expected of that, `brought`, is taken off.
    """
    s, y, freedom = _apply(left, spend), _apply(left, buyers), float(np.trace(left))
    brought = _sum(s, y) / freedom * _sum(left, before)
    return _score(_apply(left, _apply(before, y)), s, freedom, brought)


def _score(pointing: Array, spend: Array, freedom: float, expected: float = 0.0) -> float:
    """A sum over weeks that is normal in many of them, where spend has no memory."""
    scale = float(np.sqrt(_sum(spend, spend) / freedom * _sum(pointing, pointing)))
    return (_sum(pointing, spend) - expected) / scale if scale > 0 else 0.0


def _smooth(left: Array, before: Array, spend: Array) -> float:
    """Spend's autocorrelation: a quadratic form, with its mean and variance where spend has no memory."""
    s = _apply(left, spend)
    unit = _sum(s, s) / float(np.trace(left))
    form = np.einsum("ij,jk->ik", np.einsum("ij,jk->ik", left, (before + before.T) / 2), left)
    if unit <= 0:
        return 0.0
    return (_sum(s, _apply(form, s)) / unit - float(np.trace(form))) / float(np.sqrt(2 * np.sum(form**2)))


def _partial(columns: Array, outcome: Array, spend: Array) -> float:
    left = annihilator(columns)
    return _fisher(_apply(left, spend), _apply(left, outcome), float(np.trace(left)))


def _correlated(left: Array, other: Array, spend: Array) -> float:
    """Of square roots, which zeros do not throw."""
    return _fisher(_apply(left, np.sqrt(other / np.mean(other))), _apply(left, spend), float(np.trace(left)))


def _fisher(a: Array, b: Array, freedom: float) -> float:
    """Fisher's z of a correlation, in standard errors."""
    size = float(np.sqrt(_sum(a, a) * _sum(b, b)))
    if size <= 0 or freedom < 4:
        return 0.0
    return float(np.arctanh(np.clip(_sum(a, b) / size, -0.999, 0.999)) * np.sqrt(freedom - 2))


def _together(deviations: list[float]) -> float:
    """Stouffer's sum, a standard normal again."""
    return float(np.sum(deviations) / np.sqrt(len(deviations))) if deviations else 0.0


def _scatter(columns: Array, spend: Array, buyers: Array) -> tuple[float, float, float]:
    """Upper 95 % of the variance beyond Poisson to the variance that moves with the spend; the dispersion; and the
    standard errors by which buyers rise with the spend."""
    bare = _apply(annihilator(columns), spend)
    left = annihilator(np.column_stack([columns, spend]))
    freedom, rest = max(1.0, float(np.trace(left))), _apply(left, buyers)
    highest = _sum(rest, rest) / float(2 * special.gammaincinv(freedom / 2, 0.05))  # the quantile of chi squared
    size = float(np.sqrt(_sum(bare, bare)))
    moved = _sum(bare, buyers) / size if size > 0 else 0.0
    dispersion = max(1.0, _sum(rest, rest) / freedom)
    scatter = max(0.0, highest - 1) * len(bare) / moved**2 if moved > 0 else float("inf")
    return scatter, dispersion, moved / float(np.sqrt(dispersion))
