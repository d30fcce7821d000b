{#-
  SQL of whether a row of the source was loaded after the variable known_at, or nothing where that is not asked or the source does
  not say when rows were loaded. A day without a time counts until its end; a row without a time counts as known.
  `known`: what was computed of loaded_at already (see computed_once).
-#}
{% macro loaded_after_known_at(source, known={}) -%}
    {%- set known_at = var('known_at') -%}
    {%- set said = mapped_value('loaded_at', source) -%}
    {%- if known_at is not none and said.read -%}
        {%- set loaded_at = local_timestamp(said.value, said.type, source.mapping.get('date_format'), known) -%}
        {%- if (known_at | string | length) == 10 -%}
            cast({{ loaded_at }} as date) > date '{{ known_at }}'
        {%- else -%}
            {{ loaded_at }} > timestamp '{{ known_at }}'
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
