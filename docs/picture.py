"""Draw docs/channels.png, the README's picture, from a built ltv.duckdb; needs matplotlib, as the project does not."""

import duckdb
from matplotlib import pyplot as plt

CURVES = """
    select age_days, sum(value * customers) / sum(customers) as value
    from main_marts.cohort_value_curves
    where channel = ?
    group by age_days
    order by age_days
"""
ROI = """
    select channel, cac, average_ltv_low, average_ltv_high, verdict
    from main_marts.channel_roi where cac is not null order by roi desc
"""

with duckdb.connect("ltv.duckdb", read_only=True) as connection:
    figure, axes = plt.subplots(figsize=(9, 4.5), layout="constrained")
    for number, (channel, cac, low, high, verdict) in enumerate(connection.execute(ROI).fetchall()):
        ages, values = zip(*connection.execute(CURVES, [channel]).fetchall(), strict=True)
        color = f"C{number}"
        axes.plot(ages, values, color=color, label=f"{channel}: {verdict}")
        axes.axhline(cac, color=color, linestyle=":", linewidth=1)
        axes.plot([368 + 4 * number] * 2, [low, high], color=color, linewidth=4, solid_capstyle="butt")
    axes.set(xlabel="age of a customer, days", ylabel="value per customer, yuan", ylim=(0, None), xlim=(25, 385))
    axes.set_title(
        "Value by age (lines) against CAC (dotted); bars: 90 % interval of the first year's LTV",
        fontsize=10,
        loc="left",
    )
    axes.legend(frameon=False, fontsize=9, loc="lower right")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig("docs/channels.png", dpi=110)
