from ltv.warehouse import budget


def model(dbt, session):
    weeks = dbt.ref("int_channel_weeks").df()
    values = dbt.ref("channel_intervals").df()
    experiments = dbt.ref("stg_spend_experiments").df()
    return budget.marginal_returns(weeks, values, experiments)
