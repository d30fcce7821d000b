from ltv.warehouse import choice, dimensions


def model(dbt, session):
    fitted = {
        "purchase_model": choice.model_in_use(dbt.ref("purchase_model_choice").df()),
        "opportunity_days": dbt.config.meta_get("opportunity_days"),
        "engine": dbt.config.meta_get("engine"),
        "purchase_penalizer": dbt.config.meta_get("purchase_penalizer"),
        "spend_penalizer": dbt.config.meta_get("spend_penalizer"),
    }
    terms = {
        "engine": dbt.config.meta_get("engine"),
        "ltv_horizon_days": dbt.config.meta_get("ltv_horizon_days"),
        "monthly_discount_rate": dbt.config.meta_get("monthly_discount_rate"),
        "gross_margin": dbt.config.meta_get("gross_margin"),
    }
    return dimensions.segment_intervals(
        dbt.ref("int_dimension_states").df(),
        dbt.ref("int_dimension_spend_states").df(),
        dbt.ref("int_dimension_revenue_by_age").df(),
        dbt.ref("backtest_forecasts").df(),
        dbt.ref("shop_calendar").df(),
        fitted=fitted,
        terms=terms,
    )
