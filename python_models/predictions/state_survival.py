from ltv.warehouse import predictions


def model(dbt, session):
    states = dbt.ref("int_survival_states").df()
    fits = dbt.ref("purchase_model_fits").df()
    return predictions.state_survival(states, fits, dbt.ref("shop_calendar").df(), engine=dbt.config.meta_get("engine"))
