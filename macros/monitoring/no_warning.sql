{#- The SELECT of a rule of `input_warnings` that has nothing to look at. -#}
{% macro no_warning() %}
    select
        '' as rule,
        '' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        '' as example,
        '' as why,
        '' as remedy
    where false
{% endmacro %}
