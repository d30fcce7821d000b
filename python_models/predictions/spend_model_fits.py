from ltv.warehouse import fits as model_fits


def model(dbt, session):
    spend_states = dbt.ref("int_spend_states").df()
    purchase_fits = dbt.ref("purchase_model_fits").df()
    return model_fits.spend_model_fits(
        spend_states,
        segments=purchase_fits["segment"],
        engine=dbt.config.meta_get("engine"),
        penalizer=dbt.config.meta_get("spend_penalizer"),
    )
