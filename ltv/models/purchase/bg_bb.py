"""BG/BB: Fader, Hardie & Shang 2010, "Customer-Base Analysis in a Discrete-Time Noncontractual Setting".

Purchases happen at opportunities of `opportunity_days` each. Before each opportunity a living customer drops out with
the own chance theta ~ Beta(gamma, delta), and else purchases at it with the own chance p ~ Beta(alpha, beta).

Opportunities are counted back from the end of observation: the last one ends with it, and n = floor(T /
opportunity_days) of them lie wholly after the first purchase. The days between the first purchase and the first of them
belong to the acquisition. So the last opportunity with a purchase follows from recency and T, and `frequency` is the
number of opportunities with a purchase day (in SQL: int_customer_opportunities). What is expected is purchase days:
opportunities with a purchase times `days_per_opportunity`, the mean number of purchase days of such an opportunity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from ltv.errors import StatesError
from ltv.models.purchase.beta_geometric import CHART as BETA_GEOMETRIC
from ltv.models.purchase.gamma_poisson import more_than, softplus
from ltv.models.purchase.model import WIDE, Index, Parameters, PurchaseModel, Timing, on_distinct
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Evaluation, Likelihood
from ltv.numerics.parametrisation import LIMIT, Chart, Coordinate, Limit, Logs, beta_pair, blocks
from ltv.numerics.quadrature import beta_rule
from ltv.states import Array, PurchaseStates
from ltv.status import Status

AT_ONCE = 1 << 16  # terms of sums held at a time
OPPORTUNITY, DAYS = "opportunity_days", "days_per_opportunity"
FOR_EVER = 1e15  # opportunities
MOST = 1_000_000  # opportunities of a customer: tables of sums are as long


def _to_logs(point: Array) -> Logs:
    return blocks(beta_pair(point[0], point[1]), beta_pair(point[2], point[3]))


CHART = Chart(
    (
        Coordinate("purchase"),
        Coordinate("likeness", -14.0, 14.0, at_upper=Limit(Status.ONE_PURCHASE_RATE, {"likeness": LIMIT})),
        *BETA_GEOMETRIC.coordinates[2:],
    ),
    _to_logs,
)


class BgBb(PurchaseModel):
    """Parameters alpha, beta of the chance to purchase at an opportunity, gamma, delta of the chance to drop out."""

    name = "bg_bb"
    parameters = ("alpha", "beta", "gamma", "delta")
    times = ()
    given: Mapping[str, float] = {OPPORTUNITY: 1.0, DAYS: 1.0}
    counts_opportunities = True
    chart = CHART

    def known(self, opportunity_days: float, days_per_purchase: float) -> dict[str, float]:
        """See PurchaseModel."""
        return {OPPORTUNITY: opportunity_days, DAYS: days_per_purchase}

    def in_own_time(self, states: PurchaseStates, given: Parameters) -> PurchaseStates:
        """Times in opportunities, equal states counted together. Raises StatesError where frequency is above the number
        of opportunities up to the last purchase, or there are more opportunities than MOST."""
        x, tx, n = _opportunities(given, states.frequency, states.recency, states.T)
        if n.max(initial=0) > MOST:
            raise StatesError(
                f"T: received {states.T.max():g} days, {n.max():g} opportunities; allowed are {MOST:,} or fewer: give "
                f"longer ones ({OPPORTUNITY})"
            )
        distinct, inverse = np.unique(np.array([x, tx, n]), axis=1, return_inverse=True)
        customers = np.bincount(inverse.ravel(), states.customers, distinct.shape[1]).astype(np.float64)
        return PurchaseStates(distinct[0], distinct[1], distinct[2], customers)

    def likelihood(self, states: PurchaseStates) -> Likelihood:
        """See PurchaseModel."""
        return BetaBernoulliLikelihood(states)

    def starts(self, states: PurchaseStates) -> Sequence[Sequence[float]]:
        """Customers unlike or alike, dropping out seldom or often; the last two are next to the limits."""
        purchases, exposure = (float(np.sum(v * states.customers)) for v in (states.frequency, states.T))
        share = float(special.logit((purchases + 0.5) / (exposure + 1)))
        shapes = [(0.5, 0.5, -1.5, 1.0), (0.2, 1.5, -3.0, 1.0), (1.0, 0.5, -0.5, 1.0), (1.5, -0.5, 0.0, 0.0)]
        shapes += [(0.2, 1.0, -9.0, 1.0), (0.5, 0.5, -1.0, 8.0)]
        return [(share + above, likeness, dropout, alike) for above, likeness, dropout, alike in shapes]

    def hyperprior(self, purchases: float, customers: float, exposure: float) -> Hyperprior:
        """See PurchaseModel: the chance to purchase is centred on the data's own purchases per opportunity."""
        share = float(special.logit((purchases + 0.5) / (exposure + 1)))
        return Hyperprior(np.array([share + 0.5, 0.5, -1.5, 1.0]), np.full(4, WIDE))

    def without_purchases(self, mean_T: float) -> dict[str, float]:
        """See PurchaseModel: a chance of 0, and no churn, since without purchases nothing tells of it."""
        return {"alpha": 0.0, "beta": 1.0, "gamma": 0.0, "delta": 1.0}

    def p_alive(
        self, parameters: Parameters, frequency: npt.ArrayLike, recency: npt.ArrayLike, T: npt.ArrayLike
    ) -> Array:
        """Alive at T; the paper (equation 11) adds the chance to drop out before the next opportunity."""
        alpha, beta, gamma, delta = _fitted(parameters)
        arrays = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (frequency, recency, T)))
        x, tx, n = _opportunities(parameters, *arrays)
        if not np.all(np.isfinite([alpha, beta, gamma, delta])):
            return np.full(x.shape, np.nan)

        def alive(x: Array, tx: Array, n: Array) -> Array:
            result = np.ones(len(x))
            if gamma > 0:
                sums = _LogSums.of(int(n.max(initial=0)), alpha, beta, gamma, delta)
                for part in _odds_of_leaving(x, tx, n, sums, np.log(gamma)):
                    result[part.rows] = special.expit(-part.log_odds)
            return result

        return on_distinct(alive, x, tx, n)

    def _purchases_if_alive(self, parameters: Parameters, frequency: Array, T: Array, days: Array) -> Array:
        """The sum over the next opportunities of E[p (1 - theta) ** j], which the paper's equation 13 writes with gamma
        functions. Within an opportunity expectations grow linearly, as purchases fall on any of its days."""
        alpha, beta, gamma, delta = _fitted(parameters)
        n, ahead = _whole(T, parameters), days / _given(parameters, OPPORTUNITY)
        opportunities = np.empty_like(ahead)
        for at in np.unique(n):
            rows = n == at
            past = delta + at + np.arange(np.ceil(ahead[rows].max()))
            reached = np.cumsum(np.cumprod(past / (gamma + past)))
            opportunities[rows] = np.interp(ahead[rows], np.arange(len(past) + 1), np.append(0.0, reached))
        return np.asarray(_given(parameters, DAYS) * (alpha + frequency) / (alpha + beta + n) * opportunities)

    def _dert_if_alive(self, parameters: Parameters, frequency: Array, T: Array, rate: float) -> Array:
        """Purchases discounted from the end of their opportunity: E[p] E[(1 - theta) / (d + theta)], equation 14."""
        alpha, beta, gamma, delta = _fitted(parameters)
        n, d = _whole(T, parameters), float(np.expm1(rate * _given(parameters, OPPORTUNITY)))
        ahead = np.full_like(n, 1 / d if np.isfinite(gamma) else np.nan)
        for at in np.unique(n) if gamma > 0 else ():
            theta, weight = beta_rule(gamma, delta + at + 1, 1 / d)
            ahead[n == at] = (delta + at) / (gamma + delta + at) * np.sum(weight / (d + theta))
        return np.asarray(_given(parameters, DAYS) * (alpha + frequency) / (alpha + beta + n) * ahead)

    def pmf(self, parameters: Parameters, x: npt.ArrayLike, days: npt.ArrayLike) -> Array:
        """Of x opportunities with a purchase among those that are whole within `days`: equation 7."""
        alpha, beta, gamma, delta = _fitted(parameters)

        def one(x: float, n: float) -> float:
            if not x <= n:
                return 0.0
            i, k = np.arange(int(x), int(n) + 1), np.arange(int(n))
            with np.errstate(divide="ignore"):  # ln 0 where nobody purchases, or nobody drops out
                bought, log_gamma = float(np.sum(np.log(alpha + k[: int(x)]))), np.log(gamma)
            sums = _LogSums.of(int(n), alpha, beta, gamma, delta)
            log_p = bought + sums.beta[i - int(x)] - sums.both[i]
            log_p += special.gammaln(i + 1) - special.gammaln(x + 1) - special.gammaln(i - x + 1)
            leaves = log_gamma + sums.delta[i[:-1]] - sums.rest[i[:-1] + 1]
            return float(np.sum(np.exp(log_p + np.append(leaves, sums.delta[-1] - sums.rest[-1]))))

        def pairs(x: Array, n: Array) -> Array:
            return np.array([one(*pair) for pair in zip(x, n, strict=True)])

        return on_distinct(pairs, x, _whole(np.asarray(days, dtype=np.float64), parameters))

    def newcomers(self, parameters: Parameters, T: Array, rng: np.random.Generator) -> Timing:
        """See PurchaseModel: opportunities are counted back from T."""
        alpha, beta, gamma, delta = _fitted(parameters)
        p = rng.beta(alpha, beta, len(T)) if alpha > 0 else np.zeros(len(T))  # nobody buys
        theta = rng.beta(gamma, delta, len(T)) if gamma > 0 else np.zeros(len(T))  # nobody drops out
        length = np.full(len(T), _given(parameters, OPPORTUNITY))
        days = np.full(len(T), _given(parameters, DAYS))
        return OpportunityTiming(p, theta, T - _whole(T, parameters) * length, length, days, rng)

    def survivors(
        self, parameters: Mapping[str, Array], frequency: Array, T: Array, rng: np.random.Generator
    ) -> Timing:
        """p ~ Beta(alpha + x, beta + n - x), theta ~ Beta(gamma, delta + n)."""
        length = np.broadcast_to(parameters.get(OPPORTUNITY, np.ones(1)), T.shape)
        days = np.broadcast_to(parameters.get(DAYS, np.ones(1)), T.shape)
        n = np.floor(T / length + 1e-9)
        p = rng.beta(parameters["alpha"] + frequency, parameters["beta"] + n - frequency)
        theta = rng.beta(parameters["gamma"], parameters["delta"] + n)
        return OpportunityTiming(p, theta, np.zeros(len(T)), length, days, rng)


class OpportunityTiming:
    """Purchases at opportunities of `length` days that begin at `start` (see Timing). All the purchase days of an
    opportunity are placed on one day of it; their number is 1 + Binomial(length - 1), with the mean `days`."""

    def __init__(self, p: Array, theta: Array, start: Array, length: Array, days: Array, rng: np.random.Generator):
        self.p, self.start, self.length = p, start, length
        self.more = np.divide(days - 1, length - 1, out=np.zeros(len(p)), where=length > 1)
        self.ever: npt.NDArray[np.bool_] = p > 0
        self.end = start + length * _failures(theta, rng)
        self.reached = np.zeros(len(p))

    def next(self, who: Index, rng: np.random.Generator) -> tuple[Array, Array]:
        """See Timing."""
        self.reached[who] += 1 + _failures(self.p[who], rng)
        at: Array = self.start[who] + self.length[who] * (self.reached[who] - rng.random(len(who)))
        more = rng.binomial((self.length[who] - 1).astype(np.int64), self.more[who])
        return at, np.asarray(1.0 + more, dtype=np.float64)

    def stays(self, who: Index, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
        """See Timing: customers drop out between opportunities only."""
        return np.ones(len(who), dtype=bool)


def _failures(chance: Array, rng: np.random.Generator) -> Array:
    """How often what has this chance does not happen before it does: geometric; infinite where that is for ever."""
    with np.errstate(divide="ignore", over="ignore"):
        failures = np.floor(rng.exponential(1.0, len(chance)) / -np.log1p(-chance))
    return np.where(failures < FOR_EVER, failures, np.inf)


class BetaBernoulliLikelihood:
    """Callable: log parameters (ln alpha, ln beta, ln gamma, ln delta) -> Evaluation; equation 6, rearranged.

    LL = sum w [ln B(alpha + x, beta + n - x) / B(alpha, beta) + ln B(gamma, delta + n) / B(gamma, delta)]
       + sum w ln(1 + odds of having dropped out); ratios of beta functions telescope into sums of logarithms.
    """

    def __init__(self, states: PurchaseStates) -> None:
        x, n, w = states.frequency, states.T, states.customers
        self.counts = [more_than(c, w) for c in (x, n - x, n)]
        left = states.recency < n
        self.x, self.tx, self.n, self.w = x[left], states.recency[left], n[left], w[left]
        self.most = len(self.counts[2])

    def value(self, log_parameters: Array) -> float:
        """See Likelihood."""
        alpha, beta, gamma, delta = np.exp(log_parameters)
        value = self._staying(alpha, beta, gamma, delta).value
        sums = _LogSums.of(self.most, alpha, beta, gamma, delta)
        for part in _odds_of_leaving(self.x, self.tx, self.n, sums, log_parameters[2]):
            value += float(np.sum(self.w[part.rows] * softplus(part.log_odds)))
        return value

    def __call__(self, log_parameters: Array) -> Evaluation:
        alpha, beta, gamma, delta = np.exp(log_parameters)
        value, gradient, hessian = self._staying(alpha, beta, gamma, delta)
        sums = _LogSums.of(self.most, alpha, beta, gamma, delta)
        slopes = _Slopes(self.most, alpha, beta, gamma, delta)
        for part in _odds_of_leaving(self.x, self.tx, self.n, sums, log_parameters[2]):
            w, z = self.w[part.rows], part.log_odds
            small = np.exp(-np.abs(z))
            left = w * np.where(z > 0, 1.0, small) / (1 + small)
            both = left * np.where(z > 0, small, 1.0) / (1 + small)
            first, second = slopes.at(part, self.x[part.rows], self.n[part.rows])
            means = [part.mean(d) for d in first]
            total = [mean + (i == 2) for i, mean in enumerate(means)]  # the factor gamma of the odds
            value += float(np.sum(w * softplus(z)))
            gradient += [np.sum(left * mean) for mean in total]
            for i in range(4):
                for k in range(i, 4):
                    curve = part.mean(first[i] * first[k] + second.get((i, k), 0.0)) - means[i] * means[k]
                    hessian[i, k] += np.sum(left * curve + both * total[i] * total[k])
                    hessian[k, i] = hessian[i, k]
        return Evaluation(value, gradient, hessian)

    def _staying(self, alpha: float, beta: float, gamma: float, delta: float) -> Evaluation:
        """Nobody has dropped out."""
        bought, not_bought, passed = self.counts
        value, gradient, hessian = 0.0, np.zeros(4), np.zeros((4, 4))
        for i, parameter, counts in ((0, alpha, bought), (1, beta, not_bought), (3, delta, passed)):
            k = np.arange(len(counts))
            value += float(np.sum(counts * np.log(parameter + k))) if len(k) else 0.0
            gradient[i] += np.sum(counts * (parameter / (parameter + k)))
            hessian[i, i] += np.sum(counts * (parameter * k / (parameter + k) ** 2))
        k = np.arange(len(passed))
        for i, one, other in ((0, alpha, beta), (2, gamma, delta)):
            value -= float(np.sum(passed * np.log(one + other + k)))
            share, rest = one / (one + other + k), other / (one + other + k)
            gradient[i : i + 2] -= [np.sum(passed * share), np.sum(passed * rest)]
            cross = np.sum(passed * share * rest)
            hessian[i, i] -= np.sum(passed * share * (1 - share))
            hessian[i + 1, i + 1] -= np.sum(passed * rest * (1 - rest))
            hessian[i, i + 1] += cross
            hessian[i + 1, i] += cross
        return Evaluation(value, gradient, hessian)


class _Leaving(NamedTuple):
    """States by how they may have dropped out: before opportunity j + 1, for j = recency to n - 1.

    rows: (m,) of the states. log_odds: (m,) of having dropped out. first: (m,) where each state's terms begin.
    owner, j, weight: (l,) each term's state, j, and share of its state's odds.
    """

    rows: Index
    log_odds: Array
    first: Index
    owner: Index
    j: Index
    weight: Array

    def mean(self, values: Array) -> Array:
        """(m,) the mean of (l,) values over each state's terms."""
        return np.asarray(np.add.reduceat(self.weight * values, self.first))


class _LogSums(NamedTuple):
    """Sums of ln(parameter + i) over i < 0, 1, ..., most."""

    both: Array  # alpha + beta
    beta: Array
    delta: Array
    rest: Array  # gamma + delta

    @classmethod
    def of(cls, most: int, alpha: float, beta: float, gamma: float, delta: float) -> _LogSums:
        """From the parameters."""
        k = np.arange(most)
        return cls(*(_up_to(np.log(value + k)) for value in (alpha + beta, beta, delta, gamma + delta)))


def _odds_of_leaving(x: Array, tx: Array, n: Array, sums: _LogSums, log_gamma: float) -> Iterator[_Leaving]:
    """The states with tx < n, in parts."""
    found = np.flatnonzero(tx < n)
    terms = (n - tx)[found].astype(np.int64)
    for part in np.split(np.arange(len(found)), np.flatnonzero(np.diff(np.cumsum(terms) // AT_ONCE)) + 1):
        if not len(part):
            continue
        rows, size = found[part], terms[part]
        first = np.cumsum(size) - size
        owner = np.repeat(np.arange(len(rows)), size)
        X, N = x[rows].astype(np.int64), n[rows].astype(np.int64)
        j = np.arange(len(owner)) - first[owner] + tx[rows].astype(np.int64)[owner]
        at_end = sums.beta[N - X] - sums.both[N] + sums.delta[N] - sums.rest[N]
        log_term = sums.beta[j - X[owner]] - sums.both[j] + sums.delta[j] - sums.rest[j + 1] - at_end[owner]
        peak = log_term[first]  # terms fall with j
        term = np.exp(log_term - peak[owner])
        mass = np.add.reduceat(term, first)
        yield _Leaving(rows, log_gamma + peak + np.log(mass), first, owner, j, term / mass[owner])


def _up_to(values: npt.ArrayLike) -> Array:
    return np.append(0.0, np.cumsum(values))


class _Slopes:
    """First and second derivatives of the log terms of _odds_of_leaving in the log parameters."""

    def __init__(self, most: int, alpha: float, beta: float, gamma: float, delta: float) -> None:
        k = np.arange(most)
        self.beta, self.delta = (_up_to(v / (v + k)) for v in (beta, delta))
        self.beta_2, self.delta_2 = (_up_to(v * k / (v + k) ** 2) for v in (beta, delta))
        self.pairs = []
        for one, other in ((alpha, beta), (gamma, delta)):
            share, rest = one / (one + other + k), other / (one + other + k)
            tables = (share, rest, share * (1 - share), -share * rest, rest * (1 - rest))
            self.pairs.append([_up_to(table) for table in tables])

    def at(self, part: _Leaving, x: Array, n: Array) -> tuple[list[Array], dict[tuple[int, int], Array]]:
        """(l,) arrays: the four first derivatives (the factor gamma left out), and the second ones that are not 0."""
        X, N, j, owner = x.astype(np.int64), n.astype(np.int64), part.j, part.owner

        def change(table: Array, start: Index, end: Index) -> Array:
            return np.asarray(table[start] - table[end][owner])

        a, b, aa, ab, bb = (change(table, j, N) for table in self.pairs[0])
        g, d, gg, gd, dd = (change(table, j + 1, N) for table in self.pairs[1])
        kept, kept_2 = (change(table, j - X[owner], N - X) for table in (self.beta, self.beta_2))
        stayed, stayed_2 = (change(table, j, N) for table in (self.delta, self.delta_2))
        second = {(0, 0): -aa, (0, 1): -ab, (1, 1): kept_2 - bb, (2, 2): -gg, (2, 3): -gd, (3, 3): stayed_2 - dd}
        return [-a, kept - b, -g, stayed - d], second


def _fitted(parameters: Parameters) -> tuple[float, float, float, float]:
    alpha, beta, gamma, delta = (parameters[name] for name in BgBb.parameters)
    return alpha, beta, gamma, delta


def _given(parameters: Parameters, name: str) -> float:
    return parameters.get(name, BgBb.given[name])


def _whole(days: Array, parameters: Parameters) -> Array:
    """Whole opportunities in so many days; 1e-9 is far below the share of an opportunity that one day is."""
    return np.asarray(np.floor(days / _given(parameters, OPPORTUNITY) + 1e-9))


def _opportunities(given: Parameters, frequency: Array, recency: Array, T: Array) -> tuple[Array, Array, Array]:
    """x, t_x and n of the paper: opportunities with a purchase, the last of them, and all.

    Raises StatesError where x is above t_x.
    """
    n = _whole(T, given)
    tx = np.where(frequency > 0, n - _whole(T - recency, given), 0.0)
    wrong = np.flatnonzero(frequency > tx)
    if len(wrong):
        received = f"{frequency.flat[wrong[0]]} in row {wrong[0]}, with {tx.flat[wrong[0]]} opportunities to the last"
        raise StatesError(f"frequency: received {received}; allowed is at most one purchase per opportunity")
    return np.asarray(frequency, dtype=np.float64), tx, n
