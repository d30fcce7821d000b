"""What keeps an input from being read, told to the person who exported it."""

from __future__ import annotations


class InputError(ValueError):
    """One sentence in plain words: what is wrong, in which file, and what to change."""
