from ltv import model_fits


def model(dbt, session):
    spend_states = dbt.ref("int_spend_states").df()
    states = dbt.ref("int_rfm_states").df()
    return model_fits.spend_model_fits(
        spend_states,
        segments=states["channel"],
        engine=dbt.config.meta_get("engine"),
        penalizer=dbt.config.meta_get("spend_penalizer"),
    )
