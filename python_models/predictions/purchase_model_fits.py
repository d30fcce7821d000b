from ltv import frames


def model(dbt, session):
    states = dbt.ref("int_rfm_states").df()
    return frames.purchase_model_fits(
        states,
        model=dbt.config.meta_get("purchase_model"),
        engine=dbt.config.meta_get("engine"),
        penalizer=dbt.config.meta_get("purchase_penalizer"),
    )
