"""Which response of a channel may be used: an experiment's, or an association that passes every placebo test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ltv.economics.demand import Weeks, channel_weeks
from ltv.economics.experiments import fit_experiment, proposal
from ltv.economics.placebo import Placebos, failed, placebos
from ltv.economics.response import Response, abstain, fit_response, too_little
from ltv.states import Array

EXPERIMENT, ASSOCIATION = "experiment", "association"


def responses(spend: Array, buyers: Array, tested: npt.NDArray[np.bool_]) -> list[Response]:
    """Of every channel of a shop. spend, buyers: (channels, weeks); tested: of them, the weeks of declared tests."""
    channels = [channel_weeks(spend, buyers, channel, tested[channel]) for channel in range(len(spend))]
    # Declared tests move spend by steps that last: they say nothing of how spend is set otherwise.
    judged = [i for i, weeks in enumerate(channels) if too_little(weeks) is None]
    tests = {i: placebos(channels[i]) for i in judged}
    untested = [i for i in judged if not tested[i].any()]
    failures = dict(zip(untested, failed([tests[i] for i in untested]), strict=True))
    failures |= {i: failed([tests[i]])[0] for i in judged if i not in failures}
    return [_response(weeks, tests.get(i), failures.get(i)) for i, weeks in enumerate(channels)]


def _response(weeks: Weeks, tests: Placebos | None, failure: str | None) -> Response:
    """An experiment's answer, whatever it is; where it has none, the association, if the placebo tests pass."""
    said: list[str] = []
    if weeks.tested.any():
        found = fit_experiment(weeks)
        if found.evidence == EXPERIMENT:
            return found if found.reason is None else _with_proposal(found)
        said.append(str(found.reason))
    reason = too_little(weeks)
    if tests is None or reason is not None:
        return abstain(weeks, _sentences([*said, str(reason)]))
    if failure is not None:
        spoken = replace(abstain(weeks, _sentences([*said, failure])), dispersion=tests.dispersion)
        return _with_proposal(spoken)
    found = fit_response(weeks)
    return found if found.reason is None else _with_proposal(replace(found, reason=_sentences([*said, found.reason])))


def _with_proposal(response: Response) -> Response:
    asked = proposal(response.dispersion, response.mean_buyers)
    return replace(response, reason=_sentences([str(response.reason), asked]))


def _sentences(parts: Sequence[str]) -> str:
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts)
