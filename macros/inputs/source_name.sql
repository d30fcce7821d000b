{#-
  What a raw row of the source is found by, besides its number: the name of its file or table, with " again" behind it for every
  earlier source that reads the same one (Shopify's gift cards are lines of files that its orders come from).
-#}
{% macro source_name(source, sources) -%}
    {%- set own = source.mapping.get('file', source.relation.identifier) -%}
    {%- set own = [own] if own is string else own -%}
    {%- set repeats = [] -%}
    {%- for other in sources if other.number < source.number and other.mapping.get('sheet') == source.mapping.get('sheet') -%}
        {%- set others = other.mapping.get('file', other.relation.identifier) -%}
        {%- if own | select('in', [others] if others is string else others) | list -%}
            {%- do repeats.append(other.number) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ 'raw._file' if '_file' in source.added else quoted_text(source.relation.identifier) }}
    {%- if repeats %} || {{ quoted_text(' again' * (repeats | length)) }}{% endif -%}
{%- endmacro %}
