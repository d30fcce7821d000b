"""Data to build with: CDNOW, the generated sample shop, simulated histories."""
