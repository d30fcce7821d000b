from ltv.warehouse import fits as model_fits


def model(dbt, session):
    states = dbt.ref("int_rfm_states").df()
    return model_fits.purchase_model_fits(
        states,
        model=dbt.config.meta_get("purchase_model"),
        engine=dbt.config.meta_get("engine"),
        opportunity_days=dbt.config.meta_get("opportunity_days"),
        penalizer=dbt.config.meta_get("purchase_penalizer"),
    )
