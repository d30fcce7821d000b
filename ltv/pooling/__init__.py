"""Partial pooling: the models of many channels, each drawn towards their common population."""
