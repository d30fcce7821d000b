{#-
  SQL of whether the variable known_at is asked for and a row of the source says when it was loaded in a form that cannot be read, or
  nothing where no row can: what was known then would depend on it. No value is none that cannot be read.
  `known`: what was computed of loaded_at already (see computed_once).
-#}
{% macro load_not_readable(source, known={}) -%}
    {%- set said = mapped_value('loaded_at', source) -%}
    {%- if var('known_at') is not none and said.read and (is_text(said.type) or is_number(said.type)) -%}
        {%- set text = plain_text(said.value) -%}
        coalesce({{ text }}, '') <> '' and not {{ is_no_value(text) }}
            and {{ local_timestamp(said.value, said.type, source.mapping.get('date_format'), known) }} is null
    {%- endif -%}
{%- endmacro %}
