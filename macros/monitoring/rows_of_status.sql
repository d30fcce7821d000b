{#- SELECT of the rows of a source with what a column of a status says (`value`), their money typed and their `row_problem`. -#}
{% macro rows_of_status(one) %}
    {%- set text = source_text(one.source, one.column) %}
    select
        {% if one.kind in ('moment', 'unset') -%}
        case when {{ is_one_of(text, ['', 'null', 'none', 'nan', 'n/a', '-', '0', 'false', '0000-*']) }} then '{{ 'blank' if one.kind == 'unset' }}' else 'filled' end as value,
        {%- elif one.kind == 'negative' -%}
        case when {{ matches(text, '-.*[1-9].*') }} then 'negative' end as value,
        {%- else -%}
        {{ text }} as value,
        {%- endif %}
        {{ row_problem(one.source) }} as row_problem
        {%- if one.money %},
        {{ typed_column(one.relation, one.money, 'money', one.source, one.sources) }}
        {%- endif %}
    from {{ one.source.relation }} as raw
{% endmacro %}
