{#- A number for each raw row of one source, from 1: the reader's, or the place of the row in its relation. -#}
{% macro row_key(source) -%}
    {{ 'raw._row_key' if '_row_key' in source.added else adapter.dispatch('place_of_row', 'ltv_monitor')() }}
{%- endmacro %}

{% macro default__place_of_row() -%}
    row_number() over ()
{%- endmacro %}

{#- Spark counts within each part of a relation, and leaves gaps between them: to count on would take all rows through one process. -#}
{% macro spark__place_of_row() -%}
    monotonically_increasing_id() + 1
{%- endmacro %}
