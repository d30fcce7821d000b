from ltv.warehouse import fits


def model(dbt, session):
    return fits.spend_model_fits(dbt.ref("parameter_draws").filter("draw = 0").df())
