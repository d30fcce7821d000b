"""The known truth behind the generated sample shop: how its customers buy, spend and are acquired, per channel.

Nothing here was measured on a real shop. Time is in days, money in yuan.

Sources: BG/NBD, Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2), 275-284;
Gamma-Gamma, Fader & Hardie (2013), "The Gamma-Gamma Model of Monetary Value", brucehardie.com/notes/025.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SEED = 20230701
FIRST_DAY = date(2023, 7, 1)
LAST_DAY = date(2024, 12, 31)

REFUNDED_SHARE_OF_ORDERS = 0.02
FULL_REFUND_SHARE = 0.5  # of refunds; the others give back PARTIAL_REFUND of the amount
PARTIAL_REFUND = (0.2, 0.8)  # uniform between


@dataclass(frozen=True)
class Purchases:
    """BG/NBD: while alive a customer buys at rate lambda ~ Gamma(r, rate alpha days); after each repeat purchase the
    customer leaves with probability p ~ Beta(a, b). The first purchase is time 0 and not counted."""

    r: float
    alpha: float
    a: float
    b: float

    def expected_repeats(self, days: float) -> float:
        """Mean repeat purchases of a new customer in `days` (Fader, Hardie & Lee 2005, equation 9; a must not be 1)."""
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        series = _hypergeometric(r, b, a + b - 1, days / (alpha + days))
        return (a + b - 1) / (a - 1) * (1 - self.share_without_repeat(days) * series)

    def share_without_repeat(self, days: float) -> float:
        """Mean of exp(-lambda days): the share of new customers that buy nothing more in `days`."""
        return float((1 + days / self.alpha) ** -self.r)


@dataclass(frozen=True)
class OrderValue:
    """Gamma-Gamma: an order is worth z ~ Gamma(p, rate nu) yuan, and nu ~ Gamma(q, rate v yuan) differs by customer."""

    p: float
    q: float
    v: float

    @property
    def mean(self) -> float:
        """Mean order of a randomly chosen customer, in yuan."""
        return self.p * self.v / (self.q - 1)


@dataclass(frozen=True)
class Campaign:
    """Whole weeks (Monday to Sunday) in which the spend is `factor` times the usual; 0 is a pause."""

    first_day: date
    last_day: date
    factor: float


@dataclass(frozen=True)
class Acquisition:
    """Spend in yuan and what it buys: a week of spend s brings baseline + ceiling s / (half_spend + s) new customers.

    Weeks run Monday to Sunday. The number of a week is Poisson; it depends on that week's spend and on nothing else, so
    a response curve fitted to weekly spend and weekly new customers is not confounded by season.
    """

    weekly_spend: float
    weekday_weights: tuple[float, ...]  # Monday first; only their proportions matter
    weekly_variation: float  # standard deviation of the logarithm
    baseline: float
    ceiling: float
    half_spend: float
    campaigns: tuple[Campaign, ...] = ()
    tests: tuple[Campaign, ...] = ()  # made to see what spend brings, and declared in spend_experiments

    def new_customers(self, spend: float, days: float = 7) -> float:
        """Mean new customers of `days` days on which `spend` yuan are spent."""
        weeks = days / 7
        return weeks * self.baseline + weeks * self.ceiling * spend / (weeks * self.half_spend + spend)

    def marginal_cac(self, spend: float) -> float:
        """Yuan for one more customer at a weekly spend of `spend`: one over the slope of the curve."""
        return (self.half_spend + spend) ** 2 / (self.ceiling * self.half_spend)


@dataclass(frozen=True)
class Channel:
    purchases: Purchases
    order_value: OrderValue
    acquisition: Acquisition

    def expected_value(self, days: float = 365) -> float:
        """Mean yuan, net of refunds, that a new customer brings in the first `days`, the first order included."""
        kept = 1 - REFUNDED_SHARE_OF_ORDERS * (FULL_REFUND_SHARE + (1 - FULL_REFUND_SHARE) * sum(PARTIAL_REFUND) / 2)
        return kept * self.order_value.mean * (1 + self.purchases.expected_repeats(days))


def _hypergeometric(a: float, b: float, c: float, z: float) -> float:
    """Gauss's 2F1 by its series; all arguments positive and z below 1 as here, so nothing cancels."""
    total, term, n = 1.0, 1.0, 0
    while term > 1e-17 * total:
        term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
        total += term
        n += 1
    return total


_OFFICE_DAYS = (1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5)
_EVERY_DAY = (1.0, 0.9, 0.9, 1.0, 1.2, 1.1, 0.9)
_LATE_WEEK = (0.4, 0.5, 0.8, 1.3, 1.7, 1.4, 0.9)

_SPRING_FESTIVAL_PAUSE = Campaign(date(2024, 2, 5), date(2024, 2, 18), 0.0)
_MIDYEAR_SALE = Campaign(date(2024, 6, 3), date(2024, 6, 23), 1.8)
_DOUBLE_ELEVEN = (
    Campaign(date(2023, 10, 30), date(2023, 11, 12), 2.0),
    Campaign(date(2024, 10, 28), date(2024, 11, 17), 2.0),
)
_FEED_ADS_TESTS = (
    Campaign(date(2024, 3, 11), date(2024, 4, 7), 1.8),
    Campaign(date(2024, 8, 5), date(2024, 9, 1), 0.4),
)
_KOL_PAUSES = (
    Campaign(date(2023, 9, 4), date(2023, 9, 17), 0.0),
    Campaign(date(2024, 4, 8), date(2024, 4, 21), 0.0),
)

# The story: organic_search and community_referral pay back about four times their cost, kol about twice, and feed_ads
# buys customers who leave early for more than they are worth. Value of the first year, CAC and ROI = value / CAC - 1
# are near 850 / 200 / 3.25, 620 / 380 / 0.63, 980 / 450 / 1.18 and 730 / 180 / 3.06.
TRUTH: Mapping[str, Channel] = {
    "organic_search": Channel(
        Purchases(r=1.1, alpha=65.0, a=0.8, b=3.2),
        OrderValue(p=4.0, q=4.5, v=169.7),
        Acquisition(2750.0, _OFFICE_DAYS, 0.25, baseline=7.0, ceiling=16.0, half_spend=3600.0),
    ),
    "feed_ads": Channel(
        Purchases(r=0.9, alpha=55.0, a=1.3, b=1.9),
        OrderValue(p=3.5, q=4.0, v=173.9),
        Acquisition(
            5200.0,
            _EVERY_DAY,
            0.45,
            baseline=0.0,
            ceiling=29.5,
            half_spend=3900.0,
            campaigns=(_SPRING_FESTIVAL_PAUSE, _MIDYEAR_SALE, *_DOUBLE_ELEVEN),
            tests=_FEED_ADS_TESTS,
        ),
    ),
    "kol": Channel(
        Purchases(r=0.9, alpha=60.0, a=0.9, b=2.4),
        OrderValue(p=4.0, q=3.8, v=189.4),
        Acquisition(
            4000.0,
            _LATE_WEEK,
            0.5,
            baseline=0.0,
            ceiling=44.0,
            half_spend=13500.0,
            campaigns=(*_KOL_PAUSES, _MIDYEAR_SALE, *_DOUBLE_ELEVEN),
        ),
    ),
    "community_referral": Channel(
        Purchases(r=1.5, alpha=75.0, a=0.7, b=3.8),
        OrderValue(p=5.0, q=5.0, v=108.9),
        Acquisition(2000.0, _EVERY_DAY, 0.3, baseline=4.0, ceiling=24.0, half_spend=4400.0),
    ),
}
