"""Customer lifetime value statistics on weighted purchase states: arrays in, frozen dataclasses out."""
