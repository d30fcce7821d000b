"""What every spend model can answer. A new model is one new file: a subclass, registered in `SPEND_MODELS`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ltv.numerics.newton import Likelihood
from ltv.numerics.parametrisation import Chart
from ltv.states import Array, SpendStates

Parameters = Mapping[str, float]


class SpendModel(ABC):
    """A model of the value of an order. Parameters are in money."""

    name: str
    parameters: tuple[str, ...]
    amounts: tuple[str, ...]  # the parameters measured in money
    chart: Chart

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
