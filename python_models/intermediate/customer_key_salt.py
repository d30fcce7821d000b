from ltv import keys


def model(dbt, session):
    return keys.salt()
