{#-
  What one contract column of one source is read from: `value` (SQL), its `type`, whether a column or a constant was `found`, whether
  it is `read` from columns, and the columns of a `product`. The mapping names a source column, a constant ({value: ...}), for money a
  product of columns ({product: [...]}), for a transaction's id or a day several of them ({together: [...]}); without a word the source's own
  column of that name is taken, and null where there is none.
-#}
{% macro mapped_value(column, source) %}
    {%- set string = dbt.type_string() -%}
    {%- set mapped = source.mapping.get('columns', {}).get(column, column) if source else none -%}
    {%- set name = mapped | lower | trim if mapped is string else none -%}
    {%- set said = {'value': 'cast(null as ' ~ string ~ ')', 'type': 'text', 'found': false, 'read': false, 'product': none} -%}
    {%- if mapped is mapping and 'value' in mapped -%}
        {%- do said.update(value='cast(' ~ quoted_text(mapped.value) ~ ' as ' ~ string ~ ')', found=true) -%}
    {%- elif mapped is mapping and 'product' in mapped -%}
        {%- do said.update(product=mapped.product, found=true) -%}
    {%- elif mapped is mapping and 'together' in mapped -%}
        {%- do said.update(value=together(source, mapped.together), read=true) -%}
    {%- elif source and name in source.columns -%}
        {%- do said.update(value=source_column(source, mapped), type=source.columns[name].type, found=true, read=true) -%}
    {%- endif -%}
    {{ return(said) }}
{% endmacro %}
