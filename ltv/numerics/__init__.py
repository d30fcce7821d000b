"""Optimisation, quadrature and parametrisations: what the models are computed with."""
