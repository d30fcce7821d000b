from ltv.warehouse import choice, fits


def model(dbt, session):
    return fits.parameter_draws(
        dbt.ref("int_fit_cells").df(),
        dbt.ref("int_spend_states").df(),
        purchase_model=choice.model_in_use(dbt.ref("purchase_model_choice").df()),
        calendar=dbt.ref("shop_calendar").df(),
        opportunity_days=dbt.config.meta_get("opportunity_days"),
        engine=dbt.config.meta_get("engine"),
        purchase_penalizer=dbt.config.meta_get("purchase_penalizer"),
        spend_penalizer=dbt.config.meta_get("spend_penalizer"),
    )
