from ltv.warehouse import calibration


def model(dbt, session):
    return calibration.frequency_calibration(dbt.ref("int_backtest_states").df(), dbt.ref("backtest_forecasts").df())
