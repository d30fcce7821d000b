from ltv.warehouse import choice


def model(dbt, session):
    return choice.purchase_model_choice(
        dbt.ref("int_expectation_states").df(),
        dbt.ref("backtest_forecasts").df(),
        purchase_model=dbt.config.meta_get("purchase_model"),
        engine=dbt.config.meta_get("engine"),
    )
