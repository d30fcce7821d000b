{#-
  A fingerprint of the rows of a group, whatever their order: the sum of the first 60 bits of each row's MD5. A row is the text of
  its columns, in the order given; DuckDB and PostgreSQL write dates, timestamps and decimals alike, so that equal rows have equal
  fingerprints on both.
-#}
{% macro fingerprint(columns) -%}
    {%- set texts = [] -%}
    {%- for column in columns -%}
        {%- do texts.append("coalesce(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "), '')") -%}
    {%- endfor -%}
    cast(coalesce(sum({{ text_number(texts | join(" || '|' || ")) }}), 0) as {{ dbt.type_string() }})
{%- endmacro %}
