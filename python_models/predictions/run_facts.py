from ltv.warehouse import runs


def model(dbt, session):
    return runs.run_facts(
        dbt.ref("purchase_model_fits").df(), dbt.ref("spend_model_fits").df(), dbt.ref("purchase_model_choice").df()
    )
