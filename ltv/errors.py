"""The errors that this package raises about what it was given: one tree under LtvError.

Every message names the argument at fault, the value received and the values allowed.
"""

from __future__ import annotations


class LtvError(ValueError):
    """Something given to this package is not allowed. It is a ValueError, so that callers can catch it as one."""


class StatesError(LtvError):
    """The arrays given are no purchase or spend states; the message lists every fault found."""


class InputError(LtvError):
    """A data frame, or data of another form, lacks what is needed of it."""


class OptionError(LtvError):
    """An option has a value that is not allowed; the message names both."""
