from ltv.warehouse import predictions


def model(dbt, session):
    states = dbt.ref("int_expectation_states").df()
    fits = dbt.ref("purchase_model_fits").df()
    return predictions.state_predictions(
        states,
        fits,
        dbt.ref("shop_calendar").df(),
        engine=dbt.config.meta_get("engine"),
        prediction_days=dbt.config.meta_get("prediction_days"),
        ltv_horizon_days=dbt.config.meta_get("ltv_horizon_days"),
        monthly_discount_rate=dbt.config.meta_get("monthly_discount_rate"),
    )
