{#- Warning: most amounts of an input are negative, as in a ledger, or a bank's list of what it debited. -#}
{% macro warn_signs_turned() %}
    {%- for relation, rows, row_count, negative, amount in [
        ('transactions', ref('base_order_days'), 'row_count', 'negative_rows', 'amount'),
        ('ad_spend', ref('stg_ad_spend'), '1', 'case when spend < 0 then 1 else 0 end', 'spend'),
        ('overhead_costs', ref('stg_overhead_costs'), '1', 'case when amount < 0 then 1 else 0 end', 'amount'),
    ] %}
    {{ 'union all' if not loop.first }}
    select
        'signs_turned' as rule,
        '{{ relation }}' as relation,
        cast(sum({{ negative }}) as bigint) as row_count,
        sum({{ amount }}) as amount,
        sum({{ negative }}) || ' of ' || sum({{ row_count }}) || ' amounts are negative' as example,
        {{ "'Negative amounts are refunds: most of this input is taken back.'" if relation == 'transactions' else "'Negative costs are credits: what was paid seems to have been earned.'" }} as why,
        'If the file writes {{ 'sales' if relation == 'transactions' else 'costs' }} with a minus, write negate: true into the mapping of {{ relation }}.' as remedy
    from {{ rows }}
    {{ 'where reason is null' if relation == 'transactions' }}
    having sum({{ negative }}) > 0.5 * sum({{ row_count }})
    {%- endfor %}
{% endmacro %}
