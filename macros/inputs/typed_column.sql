{#-
  The SELECT items of one contract column of one source (see mapped_value). `known`: the names under which the rows have
  what was computed of it already (see computed_once).
-#}
{% macro typed_column(relation, column, kind, source, sources, known={}) -%}
    {%- set mapping = source.mapping if source else {} -%}
    {%- set said = mapped_value(column, source) -%}
    {%- set value, type = said.value, said.type -%}
    {%- set is_reporting = kind == 'currency' and var('reporting_currency') and relation != 'exchange_rates' -%}
    {%- if not said.found and not said.read and not is_reporting -%}
    {{ missing_column(column, kind) }}
    {%- elif kind == 'id' -%}
    {#- Of text clean_id compares the placeholders. -#}
    {%- set value = 'nullif(' ~ value ~ ', -1)' if is_whole_number(type) and '-1' in placeholder_ids() else value -%}
    {{ without_guests(clean_id(value, type, known.text), mapping, column) }} as {{ column }},
        {{ without_guests(id_key(relation, column, value, type, known.text), mapping, column) }} as {{ column }}_key
    {%- elif kind in ('time', 'day') -%}
    {%- set moment = known.moment or local_timestamp(value, type, mapping.get('date_format'), known) -%}
    {{ day_of_midnight(moment) if kind == 'day' else moment }} as {{ column }},
        {{ is_blank(known.text or value, type) }} or {{ is_no_day(known.text or value) }} as {{ column }}_is_blank
    {%- elif kind in ('money', 'rate') -%}
    {%- set money = money_column(kind, value, type, source, said.product, known) -%}
    {{ money }} as {{ column }}
        {%- if kind == 'money' %},
        {{ money_before_refunds(value, type, source, said.product, known) ~ ' > 0 and ' ~ money ~ ' = 0' if mapping.get('subtract') else 'false' }} as {{ column }}_is_refunded
        {%- endif -%}
    {%- elif kind == 'channel' -%}
    {{ channel_name(known.text or plain_text(value)) }} as {{ column }}
    {%- elif said.found -%}
    {{ currency_code(known.text or plain_text(value)) }} as {{ column }}
    {%- else -%}
    {#- A relation without the column is in the reporting currency; an empty cell is not, since nobody said so. -#}
    cast({{ quoted_text(var('reporting_currency') | upper) }} as {{ dbt.type_string() }}) as {{ column }}
    {%- endif -%}
{%- endmacro %}
