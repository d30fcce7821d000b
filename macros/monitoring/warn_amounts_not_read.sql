{#-
  Warning: three rows or more were rejected though a number stands in their amount, whatever their share: with 1,234.00 beside 999.00
  it is the largest orders that are lost, and what they are worth is in no sum of what was rejected.
-#}
{% macro warn_amounts_not_read() %}
    {%- set rejected = ref('rejected_rows') -%}
    {%- for relation, name in [('transactions', 'amount'), ('ad_spend', 'spend')] -%}
        {%- set columns = [] -%}
        {%- for source in input_sources(relation) -%}
            {%- set column = source.mapping.get('columns', {}).get(name, name) -%}
            {%- do columns.extend([column] if column is string else column.get('product', [])) -%}
        {%- endfor %}
    {{ 'union all' if not loop.first }}
    select
        'amounts_not_read' as rule,
        '{{ relation }}' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        max(written) as example,
        'These amounts have a number in them and could not be read, so that their rows are in no figure; with thousands marks it is the largest ones.' as why,
        'Write decimal_mark: "." (1,234.50) or "," (1.234,50) into the mapping of {{ relation }}, or correct the amounts; ltv init finds the mark.' as remedy
    from (
        select {% if columns -%}
            concat_ws(' ', {% for column in columns | unique %}{{ json_value('raw_row', column) }}{{ ', ' if not loop.last }}{% endfor %})
            {%- else -%} '' {%- endif %} as written
        from {{ rejected }}
        where relation = '{{ relation }}' and reason = 'unreadable_amount'
    ) as unread
    where {{ matches('written', '[^0-9]*[0-9].*') }}
    having count(*) >= 3
    {%- endfor %}
{% endmacro %}
