from ltv.warehouse import budget


def model(dbt, session):
    weeks = dbt.ref("int_weekly_acquisition").df()
    values = dbt.ref("channel_intervals").df()
    return budget.marginal_returns(weeks, values)
