"""Purchases in calendar time: season, weekday and level shared by all customers, as a change of clock; arrays only."""
