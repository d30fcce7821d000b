{#- The SQL that writes how a run ended into model_runs: `begun` where its row is missing, `ended` in any case. -#}
{% macro write_run(table, begun, ended) %}
    {{ return(adapter.dispatch('write_run', 'ltv_monitor')(table, begun, ended)) }}
{% endmacro %}

{% macro default__write_run(table, begun, ended) %}
    {{ insert_run(table, begun) }}
    update {{ table }}
    set
        {%- for column, value in ended.items() %}
        {{ column }} = {{ value }}{{ ',' if not loop.last }}
        {%- endfor %}
    where run_id = {{ begun.run_id }};
{% endmacro %}

{#- Spark's own tables take no update: the few rows are written anew. -#}
{% macro spark__write_run(table, begun, ended) %}
    {% set columns = adapter.get_columns_in_relation(table) | map(attribute='name') | list %}
    {% set rows %}
    select
        {%- for column in columns %}
        {{ 'case when run_id = ' ~ begun.run_id ~ ' then ' ~ ended[column] ~ ' else ' ~ column ~ ' end as ' ~ column if column in ended else column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select * from {{ table }}
        union all
        select {% for column in columns %}{{ begun.get(column, 'null') }}{{ ', ' if not loop.last }}{% endfor %}
        where not exists (select 1 from {{ table }} where run_id = {{ begun.run_id }})
    ) as runs
    {% endset %}
    {% do replace_table(table, rows, clauses='') %}
{% endmacro %}
