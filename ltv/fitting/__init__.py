"""Maximum likelihood for one data set: fits, limiting models, posteriors, and the reference implementation."""
