"""One page for people who decide: the marts as answers, charts and tables, in a single HTML file without network."""

from ltv.report.facts import Facts, Query, read_facts
from ltv.report.page import render

__all__ = ["Facts", "Query", "read_facts", "render"]
