"""The data-frame edge: relations of the warehouse in, relations out. The statistics in between see arrays only.

What leaves here is rounded to a fixed number of bits. An optimiser's last digits depend on the processor and the
mathematics library; the digits kept do not, so that the same data give the same LTV on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from ltv import fit as native
from ltv import reference
from ltv.fit import Fit
from ltv.purchase import PURCHASE_MODELS
from ltv.states import Array, PurchaseStates, SpendStates

ENGINES = {"native": native, "lifetimes": reference}
POOLED = "all"
MIN_REPEAT_BUYERS = 30  # a channel with fewer takes the pooled parameters
FIT_BITS = 26  # about eight digits: far finer than any standard error, far coarser than an optimiser's noise
PREDICTION_BITS = 40  # about twelve digits

FIT_COLUMNS = {
    "segment": "str",
    "model": "str",
    "parameter": "str",
    "value": "float64",
    "standard_error": "float64",
    "log_likelihood": "float64",
    "customers": "int64",
    "converged": "bool",
    "reason": "str",
    "own_weight": "float64",
}

QUANTITIES = ("p_alive", "expected_purchases", "discounted_purchases", "horizon_purchases")
PREDICTION_COLUMNS = {
    "channel": "str",
    "frequency": "int64",
    "recency": "int64",
    "t": "int64",
    **dict.fromkeys(QUANTITIES, "float64"),
    "reason": "str",
}
UNPREDICTABLE = "The engine gives no finite expectation for this history."


def purchase_model_fits(states: pd.DataFrame, *, model: str, engine: str, penalizer: float) -> pd.DataFrame:
    """One row per segment (all customers, each channel) and parameter of the purchase model (columns FIT_COLUMNS).

    states: int_rfm_states (channel, frequency, recency, T, customers). model: a purchase model, or auto (bg_nbd).
    """
    states = _tidy(states, ["channel", "frequency", "recency", "t"])
    name = "bg_nbd" if model == "auto" else model
    channels = dict(tuple(states.groupby("channel", sort=True)))
    # Channels share states: counted together, the pooled fit sees each state once.
    everyone = (
        states.groupby(["frequency", "recency", "t"])["customers"].sum().reset_index() if len(channels) > 1 else states
    )
    fitted = {POOLED: _fit_purchases(everyone, name, engine, penalizer)}
    for channel, own in channels.items():
        alone = len(channels) == 1
        fitted[str(channel)] = fitted[POOLED] if alone else _fit_purchases(own, name, engine, penalizer)
    repeat_buyers = states[states["frequency"] > 0].groupby("channel")["customers"].sum()
    return _fit_frame(fitted, repeat_buyers)


def _fit_purchases(states: pd.DataFrame, model: str, engine: str, penalizer: float) -> Fit:
    fit: Fit = ENGINES[engine].fit_purchase_model(_purchase_states(states), model, penalizer=penalizer)
    return fit


def spend_model_fits(
    spend_states: pd.DataFrame, *, segments: Iterable[str], engine: str, penalizer: float
) -> pd.DataFrame:
    """One row per segment (all customers, each channel) and parameter of the spend model (columns FIT_COLUMNS).

    spend_states: int_spend_states. segments: every channel that needs parameters, those without repeat buyers too.
    """
    states = _tidy(spend_states, ["channel", "frequency", "spend_bin"])
    fitted = {POOLED: _fit_spends(states, engine, penalizer)}
    for channel in sorted(set(segments)):
        own = states[states["channel"] == channel]
        fitted[channel] = fitted[POOLED] if len(own) == len(states) else _fit_spends(own, engine, penalizer)
    return _fit_frame(fitted, states.groupby("channel")["customers"].sum())


def _fit_spends(states: pd.DataFrame, engine: str, penalizer: float) -> Fit:
    fit: Fit = ENGINES[engine].fit_spend_model(_spend_states(states), "gamma_gamma", penalizer=penalizer)
    return fit


def state_predictions(
    states: pd.DataFrame,
    fits: pd.DataFrame,
    *,
    engine: str,
    prediction_days: int,
    ltv_horizon_days: int,
    monthly_discount_rate: float,
) -> pd.DataFrame:
    """One row per state of int_rfm_states (columns PREDICTION_COLUMNS): p_alive, purchases expected in the next
    prediction_days, the same discounted, and those discounted of the rest of the customer's first ltv_horizon_days.
    Where any of these is no number, all are null and `reason` says why.
    """
    states = _tidy(states, ["channel", "frequency", "recency", "t"])
    predict = _predict_by_lifetimes if engine == "lifetimes" else _predict
    predicted = []
    for channel, own in states.groupby("channel", sort=True):
        fit = fits[fits["segment"] == channel]
        x, tx, T = (own[column].to_numpy(dtype=np.float64) for column in ("frequency", "recency", "t"))
        ahead = (float(prediction_days), np.maximum(ltv_horizon_days - T, 0.0))
        parameters = dict(zip(fit["parameter"], fit["value"], strict=True))
        quantities = np.stack(predict(fit["model"].iloc[0], parameters, x, tx, T, *ahead, monthly_discount_rate))
        nothing = np.asarray(np.isnan(quantities).any(axis=0))
        quantities = keep_bits(np.where(nothing, np.nan, quantities), PREDICTION_BITS)
        reason = fit["reason"].iloc[0] if np.isnan(fit["value"]).any() else UNPREDICTABLE
        predicted.append(
            own[["channel", "frequency", "recency", "t"]].assign(
                **dict(zip(QUANTITIES, quantities, strict=True)),
                reason=pd.Series(reason, index=own.index, dtype="str").where(nothing),
            )
        )
    return pd.concat(predicted, ignore_index=True) if predicted else _empty(PREDICTION_COLUMNS)


def _predict(
    name: str,
    parameters: dict[str, float],
    x: Array,
    tx: Array,
    T: Array,
    days: float,
    rest_of_horizon: Array,
    monthly_discount_rate: float,
) -> tuple[Array, ...]:
    model = PURCHASE_MODELS[name]
    p_alive = model.p_alive(parameters, x, tx, T)
    return (
        p_alive,
        p_alive * model.purchases_if_alive(parameters, x, T, days),
        p_alive * model.discounted_purchases_if_alive(parameters, x, T, days, monthly_discount_rate),
        p_alive * model.discounted_purchases_if_alive(parameters, x, T, rest_of_horizon, monthly_discount_rate),
    )


def _predict_by_lifetimes(
    name: str,
    parameters: dict[str, float],
    x: Array,
    tx: Array,
    T: Array,
    days: float,
    rest_of_horizon: Array,
    monthly_discount_rate: float,
) -> tuple[Array, ...]:
    return (
        reference.p_alive(parameters, x, tx, T),
        reference.expected_purchases(parameters, x, tx, T, days),
        reference.discounted_purchases(parameters, x, tx, T, days, monthly_discount_rate),
        reference.discounted_purchases(parameters, x, tx, T, rest_of_horizon, monthly_discount_rate),
    )


def _fit_frame(fitted: dict[str, Fit], repeat_buyers: pd.Series) -> pd.DataFrame:
    rows = []
    for segment, own in fitted.items():
        used, reason = own, own.reason
        if segment != POOLED and own is not fitted[POOLED]:
            used, reason = _own_or_pooled(own, fitted[POOLED], int(repeat_buyers.get(segment, 0)))
        for parameter, value in used.parameters.items():
            error = used.standard_errors.get(parameter)
            rows.append(
                {
                    "segment": segment,
                    "model": used.model,
                    "parameter": parameter,
                    "value": float(keep_bits(value, FIT_BITS)),
                    "standard_error": np.nan if error is None else float(keep_bits(error, FIT_BITS)),
                    "log_likelihood": float(keep_bits(used.log_likelihood, PREDICTION_BITS)),
                    "customers": round(own.customers),
                    "converged": used.converged,
                    "reason": reason,
                    "own_weight": 1.0 if used is own else 0.0,
                }
            )
    return pd.DataFrame(rows, columns=list(FIT_COLUMNS)).astype(FIT_COLUMNS)


def _own_or_pooled(own: Fit, pooled: Fit, repeat_buyers: int) -> tuple[Fit, str | None]:
    if own.converged and repeat_buyers >= MIN_REPEAT_BUYERS:
        return own, None
    why = own.reason or f"Only {repeat_buyers} repeat buyers, fewer than {MIN_REPEAT_BUYERS}."
    return pooled, f"The parameters of all customers together are used. Of this channel alone: {why}"


def _purchase_states(states: pd.DataFrame) -> PurchaseStates:
    return PurchaseStates(*(states[column].to_numpy() for column in ("frequency", "recency", "t", "customers")))


def _spend_states(states: pd.DataFrame) -> SpendStates:
    """Each bin as two histories that have its count, mean and variance: the likelihood is smooth over a bin."""
    deviation = np.sqrt(states["variance_log_spend"].to_numpy())
    mean, unit = states["mean_log_spend"].to_numpy(), states["spend_unit"].to_numpy()
    return SpendStates(
        np.tile(states["frequency"].to_numpy(), 2),
        np.concatenate([unit * np.exp(mean - deviation), unit * np.exp(mean + deviation)]),
        np.tile(states["customers"].to_numpy() / 2, 2),
    )


def keep_bits(values: npt.ArrayLike, bits: int, rounding: np.ufunc = np.rint) -> Array:
    """Round to so many significant bits: exact arithmetic, the same on every machine. NaN stays."""
    mantissa, exponent = np.frexp(np.asarray(values, dtype=np.float64))
    return np.asarray(np.ldexp(rounding(mantissa * 2.0**bits), exponent - bits))


def _empty(columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


def _tidy(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Lower-case columns (PostgreSQL folds T to t), plain dtypes, and one order of rows whatever the engine's was."""
    frame = frame.rename(columns=str.lower)
    counts = [column for column in ("frequency", "recency", "t", "customers", "spend_bin") if column in frame]
    frame = frame.astype(dict.fromkeys(counts, "int64") | {"channel": "str"})
    place = np.zeros(len(frame), dtype=np.int64)
    for column in key:
        codes = pd.factorize(frame["channel"], sort=True)[0] if column == "channel" else frame[column].to_numpy()
        codes = codes - codes.min(initial=0)
        place = place * (codes.max(initial=0) + 1) + codes
    return frame.iloc[np.argsort(place, kind="stable")].reset_index(drop=True)
