from ltv.warehouse import totals


def model(dbt, session):
    return totals.total_forecasts(
        dbt.ref("int_total_states").df(),
        dbt.ref("parameter_draws").df(),
        dbt.ref("purchase_model_fits").df(),
        dbt.ref("spend_model_fits").df(),
        dbt.ref("backtest_forecasts").df(),
        dbt.ref("shop_calendar").df(),
    )
