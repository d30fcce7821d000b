"""What every spend model can answer. A new model is one new file: a subclass, registered in `SPEND_MODELS`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Likelihood
from ltv.numerics.parametrisation import Chart
from ltv.states import Array, SpendStates

Parameters = Mapping[str, float]
Index = npt.NDArray[np.int64]


class Amounts(Protocol):
    """What customers, numbered 0 to n - 1, spend: each one's drawn level."""

    def next(self, who: Index, orders: Array, rng: np.random.Generator) -> Array:
        """The value of so many orders together of each of `who`."""


class SpendModel(ABC):
    """A model of the value of an order. Parameters are in money.

    chart: the coordinates of a fit. pooling_chart, hyperprior: the coordinates in which channels are pooled, in which
    the mean order value is finite everywhere, and the prior of their population, for data whose mean spend is 1.
    """

    name: str
    parameters: tuple[str, ...]
    amounts: tuple[str, ...]  # the parameters measured in money
    chart: Chart
    pooling_chart: Chart
    hyperprior: Hyperprior

    @abstractmethod
    def likelihood(self, states: SpendStates) -> Likelihood:
        """The log-likelihood of the states as a function of the log parameters, with gradient and Hessian."""

    @abstractmethod
    def starts(self) -> Sequence[Sequence[float]]:
        """Coordinates from which to climb, for states whose mean spend is 1."""

    @abstractmethod
    def with_one_spend(self, amount: float) -> dict[str, float]:
        """The limiting parameters where every repeat buyer spent the same."""

    @abstractmethod
    def expected_order_value(
        self, parameters: Parameters, frequency: npt.ArrayLike, monetary_value: npt.ArrayLike
    ) -> Array:
        """The expected value of a customer's next order."""

    def total_order_value(self, parameters: Parameters, frequency: Array, customers: Array, value: Array) -> Array:
        """expected_order_value summed over each state's customers, from the sum of their monetary values.

        Right for models in which it is linear in a customer's own mean.
        """
        mean = np.divide(value, customers, out=np.zeros_like(value), where=customers > 0)
        return np.asarray(self.expected_order_value(parameters, frequency, mean) * customers)

    @abstractmethod
    def mean_order_value(self, parameters: Parameters) -> float:
        """The expected value of an order of a customer about whom nothing is known."""

    @abstractmethod
    def with_means(self, parameters: Mapping[str, Array], means: Array) -> dict[str, Array]:
        """Draws of the parameters, (S,) each, with these mean order values, (S,): the same likeness of orders and of
        customers, in another unit of money.

        Where customers differ so much that there is no mean, they are taken to differ a little less.
        """

    def with_mean(self, parameters: Parameters, mean: float) -> dict[str, float]:
        """The same for one set of parameters."""
        one = {name: np.array([value]) for name, value in parameters.items()}
        return {name: float(values[0]) for name, values in self.with_means(one, np.array([mean])).items()}

    @abstractmethod
    def order_values_by_draw(self, parameters: Mapping[str, Array], frequency: Array, monetary_value: Array) -> Array:
        """(S, n) expected_order_value of n customers under S draws of the parameters, (S,) each, with finite means."""

    @abstractmethod
    def customers(
        self, parameters: Mapping[str, Array], frequency: Array, monetary_value: Array, rng: np.random.Generator
    ) -> Amounts:
        """Single customers, (n,), drawn from the posteriors that their histories leave.

        parameters: by name, (n,), each customer's own draw of them.
        """

    @abstractmethod
    def simulate(self, parameters: Parameters, frequency: Array, rng: np.random.Generator) -> Array:
        """(n,) mean spends of customers with so many (>= 1) repeat orders."""
