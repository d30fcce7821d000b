"""Where a function of a few variables gives back what it is given, by Anderson's acceleration."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ltv.states import Array

MEMORY = 6  # rounds whose differences are looked at
ASTRAY = 3.0  # times the least distance so far: an accelerated step that far off is taken back
ACCELERATED = 30  # rounds; where they do not find it the moves are rounding, of which plain rounds make the least


def fixed_point(follow: Callable[[Array], Array], start: Array, tolerance: float, most: int) -> tuple[Array, bool]:
    """The point (k,) that `follow` moves by less than `tolerance`, and whether it was found in `most` rounds.

    Round by round alone the distance shrinks by a constant share. The step that by the last rounds would leave the
    least of it goes further (Anderson 1965, in the form of Walker & Ni 2011). Where the distance does not shrink, what
    is remembered is forgotten. Not found, it is the nearest point.
    """
    point, nearest, onward, least = start, start, start, np.inf
    points: list[Array] = []
    moves: list[Array] = []
    for rounds in range(most):
        move = follow(point) - point
        distance = float(np.max(np.abs(move), initial=0.0))
        if distance < tolerance:
            return point, True
        if distance < least:
            nearest, onward, least = point, point + move, distance
        elif len(points) > 1 and not distance < ASTRAY * least:
            points, moves, point = [], [], onward
            continue
        else:
            points, moves, least = [], [], distance
        if rounds >= ACCELERATED:
            points, moves = [], []
        points, moves = [*points[1 - MEMORY :], point], [*moves[1 - MEMORY :], move]
        point = point + move - _overshoot(points, moves)
    return nearest, False


def _overshoot(points: list[Array], moves: list[Array]) -> Array:
    """(k,) what the last move is too far by, from how moves changed between the points; 0 with one point."""
    if len(points) == 1:
        return np.zeros_like(points[0])
    ahead, bent = np.diff(points, axis=0).T, np.diff(moves, axis=0).T
    shares = np.linalg.lstsq(bent, moves[-1], rcond=None)[0]
    return np.asarray(np.sum((ahead + bent) * shares, axis=1))
