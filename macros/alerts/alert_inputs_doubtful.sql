{#-
  Alert: the inputs have warnings. The first row says nothing and stands for the inputs of every build, so that the log knows since when this
  is looked for: monitor_alerts tells the warnings that came later, and leaves those that were there from the start to input_warnings.
-#}
{% macro alert_inputs_doubtful() %}
    select
        'inputs' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        cast(0 as {{ double() }}) as value,
        cast(0 as {{ double() }}) as limit_value,
        'none' as example
    union all
    select
        relation || ', ' || rule as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        cast(coalesce(row_count, 1) as {{ double() }}) as value,
        cast(0 as {{ double() }}) as limit_value,
        relation || ', ' || rule || coalesce(': ' || example, '') as example
    from {{ ref('input_warnings') }}
{% endmacro %}
