from ltv.warehouse import backtest


def model(dbt, session):
    return backtest.backtest_forecasts(
        dbt.ref("int_backtest_states").df(),
        dbt.ref("int_backtest_spend_states").df(),
        dbt.ref("int_backtest_repeat_days").df(),
        purchase_model=dbt.config.meta_get("purchase_model"),
        engine=dbt.config.meta_get("engine"),
        opportunity_days=dbt.config.meta_get("opportunity_days"),
        calendar=dbt.config.meta_get("calendar"),
        index=dbt.ref("stg_calendar_index").df(),
    )
