from ltv.warehouse import calibration


def model(dbt, session):
    return calibration.frequency_calibration(
        dbt.ref("int_backtest_states").df(),
        dbt.ref("int_backtest_repeat_days").df(),
        dbt.ref("backtest_forecasts").df(),
        opportunity_days=dbt.config.meta_get("opportunity_days"),
        calendar=dbt.config.meta_get("calendar"),
        index=dbt.ref("stg_calendar_index").df(),
    )
