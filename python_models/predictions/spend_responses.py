from ltv.warehouse import budget


def model(dbt, session):
    weeks = dbt.ref("int_channel_weeks").df()
    advice = dbt.ref("marginal_returns").df()
    experiments = dbt.ref("stg_spend_experiments").df()
    return budget.response_curves(weeks, advice, experiments)
