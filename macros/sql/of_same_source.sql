{#- Whether a run, a row of model_runs, was of the sample shop as this one is, or neither was: figures of another shop are no past of this one. -#}
{% macro of_same_source(run) -%}
    ({{ run }}.variables like '%"raw_data": "sample"%') = {{ 'true' if var('raw_data') == 'sample' else 'false' }}
{%- endmacro %}
