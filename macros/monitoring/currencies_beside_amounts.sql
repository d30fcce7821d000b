{#- SELECT of the kinds of currencies (currency_kind) that stand beside the amounts of a source: `relation` and `code`, one row for each. -#}
{% macro currencies_beside_amounts(one) %}
    select distinct '{{ one.relation }}' as relation, {{ currency_kind('code') }} as code
    from (
        select
            {{ signs_beside_number(source_text(one.source, one.column)) }} as code,
            {{ row_problem(one.source) }} as row_problem
        from {{ one.source.relation }} as raw
    ) as rows_of_source
    where row_problem is null and code <> ''
{% endmacro %}
