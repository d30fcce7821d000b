from ltv.warehouse import channels as economics_frames


def model(dbt, session):
    weeks = dbt.ref("int_channel_weeks").df()
    values = dbt.ref("channel_roi").df()
    return economics_frames.budget_advice(weeks, values)
