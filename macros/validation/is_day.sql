{#- Whether the text is a day as YYYY-MM-DD that exists. -#}
{% macro is_day(text) %}
    {% set day = dbt.string_literal(text | replace("'", '')) %}
    {{ return(run_query('select 1 where ' ~ iso_timestamp(day) ~ ' is not null').rows | length > 0 and text | length == 10) }}
{% endmacro %}
