{#-
  The number of raw rows of `relation`, counted where they come from. A warehouse table may grow while the build runs; there the
  snapshot that staging took is what came in.
-#}
{% macro raw_row_count(relation) -%}
    {%- set sources = input_sources(relation) -%}
    {%- if var('raw_data') == 'tables' -%}
    (select count(*) from {{ ref('base_' ~ relation) }})
    {%- else -%}
    0 {%- for source in sources %} + (select count(*) from {{ source.relation }}){% endfor %}
    {%- endif -%}
{%- endmacro %}
