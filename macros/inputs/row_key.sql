{#- A number for each raw row of one source, from 1: the reader's, or the place of the row in its relation. -#}
{% macro row_key(source) -%}
    {{ 'raw._row_key' if '_row_key' in source.added else place_of_row() }}
{%- endmacro %}
