{#-
  One row per raw row of a relation of costs, which have a day, a channel and an amount but no id: typed, in the reporting
  currency (`amount`; `raw_amount` is as it came), and with `copy`, the how-manieth row that agrees in every column it is.
-#}
{% macro dated_costs(relation, day, amount) %}
    with raw as (
        {{ raw_rows(relation) }}
    ),

    typed as (
        select
            row_number,
            raw_row,
            cast({{ local_timestamp(day, raw_type(relation, day)) }} as date) as day,
            nullif(trim(cast(channel as {{ dbt.type_string() }})), '') as channel,
            {{ exact_decimal(amount, raw_type(relation, amount)) }} as raw_amount,
            {{ raw_currency(relation) }} as currency,
            row_number() over (partition by {{ json_of('raw_row') }} order by row_number) as copy
        from raw
    )

    select
        typed.*,
        {{ in_reporting_currency('typed.raw_amount', 'rates.rate') }} as amount
    from typed
    {{ join_rates('typed.currency', 'typed.day') }}
{% endmacro %}
