{#-
  Whether a typed row says nothing at all, as the empty lines below a spreadsheet's table do, or a remark there: none of its columns has a
  value that can be read. A column that some source is given as a constant is not asked, nor is the currency, which may stand for all. Days
  must be empty, for a file may hold nothing but days and amounts in a form that the mapping does not tell; orders have their ids.
-#}
{% macro is_blank_row(relation, rows='') -%}
    {%- set constants, conditions = ['currency', 'loaded_at'] if relation != 'exchange_rates' else ['loaded_at'], [] -%}
    {%- for source in input_sources(relation) -%}
        {%- for column, mapped in source.mapping.get('columns', {}).items() if mapped is mapping and 'value' in mapped -%}
            {%- do constants.append(column) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for column, properties in input_columns(relation).items() if column not in constants -%}
        {%- set is_dated = properties.kind in ('time', 'day') and relation != 'transactions' -%}
        {%- do conditions.append((rows ~ '.' if rows else '') ~ column ~ ('_is_blank' if is_dated else ' is null')) -%}
    {%- endfor -%}
    ({{ conditions | join(' and ') }})
{%- endmacro %}
