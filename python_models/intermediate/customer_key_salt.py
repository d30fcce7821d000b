from ltv.warehouse import keys


def model(dbt, session):
    return keys.salt()
