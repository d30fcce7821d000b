{#- Warning: orders of the future were set aside. -#}
{% macro warn_future_orders() %}
    select
        'future_orders' as rule,
        'transactions' as relation,
        count(*) as row_count,
        sum(amount) as amount,
        'row ' || min(row_number) || ' of ' || min(source) || ': ' || min(raw_row) as example,
        'These orders lie after the day of the build, or far after all others. They are set aside as future_order and do not move the observation end.' as why,
        'Correct their dates. If they are right, set the variable observation_end to the last day that counts.' as remedy
    from {{ ref('rejected_rows') }}
    where reason = 'future_order'
    having count(*) > 0
{% endmacro %}
