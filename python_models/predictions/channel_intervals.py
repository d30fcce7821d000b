from ltv.warehouse import channels as economics_frames


def model(dbt, session):
    purchase_fits = dbt.ref("purchase_model_fits").df()
    draws = economics_frames.channel_draws(
        dbt.ref("int_rfm_states").df(), dbt.ref("int_spend_states").df(), purchase_fits
    )
    return economics_frames.channel_interval_rows(
        draws,
        dbt.ref("int_window_states").df(),
        dbt.ref("int_cohort_revenue_by_age").df(),
        purchase_fits,
        dbt.ref("spend_model_fits").df(),
        dbt.ref("int_channel_costs").df(),
        ltv_horizon_days=dbt.config.meta_get("ltv_horizon_days"),
        monthly_discount_rate=dbt.config.meta_get("monthly_discount_rate"),
        gross_margin=dbt.config.meta_get("gross_margin"),
    )
