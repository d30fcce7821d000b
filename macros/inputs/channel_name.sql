{#-
  A channel under the name that `channel_aliases` gives it (compared without letter case); null where it is empty or a word for no
  value.
-#}
{% macro channel_name(name) -%}
    case
        {%- for alias, channel in (var('channel_aliases').items() if var('channel_aliases') is mapping else []) %}
        {%- set seen = modules.re.sub('\\s', ' ', modules.re.sub('[' ~ invisible_marks() ~ ']', '', alias | string)) %}
        {%- set written = quoted_text(seen | trim | lower) %}
        when lower({{ name }}) = {{ written if modules.re.fullmatch('[ -~]*', written) else composed(written) }} then {{ quoted_text(channel | string | trim) }}
        {%- endfor %}
        when not {{ is_no_value(name) }} then {{ name }}
    end
{%- endmacro %}
