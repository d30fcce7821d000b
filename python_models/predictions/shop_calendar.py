from ltv.warehouse import calendar, choice


def model(dbt, session):
    horizon = int(dbt.config.meta_get("ltv_horizon_days"))
    return calendar.shop_calendar(
        dbt.ref("purchase_days_by_date").df(),
        dbt.ref("int_calendar_states").df(),
        model=choice.model_in_use(dbt.ref("purchase_model_choice").df()),
        mode=dbt.config.meta_get("calendar"),
        days_ahead=max(365, 2 * horizon, int(dbt.config.meta_get("prediction_days"))),
        penalizer=dbt.config.meta_get("purchase_penalizer"),
        engine=dbt.config.meta_get("engine"),
        index=dbt.ref("stg_calendar_index").df(),
    )
