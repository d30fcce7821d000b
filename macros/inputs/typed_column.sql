{#-
  The SELECT items of one contract column of one source. The mapping names a source column, a constant ({value: ...}) or, for
  money, a product of columns ({product: [...]}), or, for a transaction's id, several of them ({together: [...]}) ; without a word the source's own column of that name is taken, and null where
  there is none.
-#}
{% macro typed_column(relation, column, kind, source, sources) -%}
    {%- set string = dbt.type_string() -%}
    {%- set mapping = source.mapping if source else {} -%}
    {%- set mapped = mapping.get('columns', {}).get(column, column) -%}
    {%- set is_constant = mapped is mapping and 'value' in mapped -%}
    {%- set is_product = mapped is mapping and 'product' in mapped -%}
    {%- set found = source is not none and (is_constant or is_product or (mapped is string and (mapped | lower | trim) in source.columns)) -%}
    {%- if is_constant -%}
        {%- set value, type = 'cast(' ~ quoted_text(mapped.value) ~ ' as ' ~ string ~ ')', 'text' -%}
    {%- elif source is not none and mapped is mapping and 'together' in mapped -%}
        {%- set value, type = together(source, mapped.together), 'text' -%}
    {%- elif found and not is_product -%}
        {%- set value, type = source_column(source, mapped), source.columns[mapped | lower | trim].type -%}
    {%- else -%}
        {%- set value, type = 'cast(null as ' ~ string ~ ')', 'text' -%}
    {%- endif -%}
    {%- if kind == 'id' -%}
    {{ without_guests(clean_id(value, type), mapping, column) }} as {{ column }},
        {{ without_guests(id_key(relation, column, value, type), mapping, column) }} as {{ column }}_key
    {%- elif kind in ('time', 'day') -%}
    {%- set moment = local_timestamp(value, type, mapping.get('date_format')) -%}
    {{ day_of_midnight(moment) if kind == 'day' else moment }} as {{ column }},
        {{ 'true' if not found else is_blank(value, type) ~ ' or ' ~ is_no_day(value) }} as {{ column }}_is_blank
    {%- elif kind in ('money', 'rate') -%}
    {%- set product = mapped.product if is_product else none -%}
    {%- set money = money_column(kind, value, type, source, product) -%}
    {{ money }} as {{ column }}
        {%- if kind == 'money' %},
        {{ money_before_refunds(value, type, source, product) ~ ' > 0 and ' ~ money ~ ' = 0' if mapping.get('subtract') else 'false' }} as {{ column }}_is_refunded
        {%- endif -%}
    {%- elif kind == 'channel' -%}
    {{ channel_name(value) }} as {{ column }}
    {%- elif found or not var('reporting_currency') or relation == 'exchange_rates' -%}
    case when lower({{ plain_text(value) }}) not in ({{ text_list(no_value_words()) }}) then upper({{ plain_text(value) }}) end as {{ column }}
    {%- else -%}
    {#- A relation without the column is in the reporting currency; an empty cell is not, since nobody said so. -#}
    cast({{ quoted_text(var('reporting_currency') | upper) }} as {{ string }}) as {{ column }}
    {%- endif -%}
{%- endmacro %}
