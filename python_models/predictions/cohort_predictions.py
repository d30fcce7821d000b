from ltv.warehouse import cohorts


def model(dbt, session):
    states = dbt.ref("int_cohort_states").df()
    return cohorts.cohort_predictions(
        states,
        dbt.ref("purchase_model_fits").df(),
        dbt.ref("spend_model_fits").df(),
        dbt.ref("shop_calendar").df(),
        dbt.ref("total_forecasts").df(),
        engine=dbt.config.meta_get("engine"),
        ltv_horizon_days=dbt.config.meta_get("ltv_horizon_days"),
        monthly_discount_rate=dbt.config.meta_get("monthly_discount_rate"),
    )
