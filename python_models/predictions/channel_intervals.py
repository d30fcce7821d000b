from ltv.warehouse import intervals


def model(dbt, session):
    return intervals.channel_interval_rows(
        dbt.ref("parameter_draws").df(),
        dbt.ref("int_window_states").df(),
        dbt.ref("int_cohort_revenue_by_age").df(),
        dbt.ref("purchase_model_fits").df(),
        dbt.ref("spend_model_fits").df(),
        dbt.ref("int_channel_costs").df(),
        dbt.ref("backtest_forecasts").df(),
        dbt.ref("shop_calendar").df(),
        engine=dbt.config.meta_get("engine"),
        ltv_horizon_days=dbt.config.meta_get("ltv_horizon_days"),
        monthly_discount_rate=dbt.config.meta_get("monthly_discount_rate"),
        target_ltv_to_cac=dbt.config.meta_get("target_ltv_to_cac"),
        gross_margin=dbt.config.meta_get("gross_margin"),
    )
