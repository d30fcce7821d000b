{#-
  ISO 8601 text as a local timestamp, null where it is no such text or no such day. Every form that cannot be misread is taken:
  2024-10-01, 20241001, 2024/10/01; with a time after T or a blank, with or without seconds and a fraction; with an offset, Z, UTC
  or GMT, also after a blank. The plain forms are tried first; only text that is none of them is rewritten into one.
-#}
{% macro iso_timestamp(text) %}
    {%- set other = iso_text(text) -%}
    case
        {{ iso_branches(text) }}
        when {{ matches(other, '(19|20)[0-9]{2}-.*') }} then case {{ iso_branches(other) }} end
    end
{%- endmacro %}
