"""Forecasts against what came: scores, naive forecasts, the error of the model itself, and totals; arrays only."""
