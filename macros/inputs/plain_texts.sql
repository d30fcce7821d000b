{#-
  The texts of one source that typed_column reads many times over: contract column -> its `name` beside the raw columns, and the
  `expression`. Written out at each place they made 50 kB of SQL of a view, which took longer to plan than a small shop to read.
-#}
{% macro plain_texts(relation, source) %}
    {%- set texts = {} -%}
    {%- for column, properties in input_columns(relation).items() -%}
        {%- set said = mapped_value(column, source) -%}
        {%- set name = namespace(free='_' ~ column ~ '_text') -%}
        {%- for taken in source.columns if name.free in source.columns -%}{%- set name.free = '_' ~ name.free -%}{%- endfor -%}
        {%- if said.read and properties.kind in ('time', 'day') and is_text(said.type) -%}
            {%- do texts.update({column: {'name': name.free, 'expression': trimmed(said.value)}}) -%}
        {%- elif said.read and (properties.kind in ('channel', 'currency') or properties.kind == 'id' and is_text(said.type)) -%}
            {%- do texts.update({column: {'name': name.free, 'expression': plain_text(said.value)}}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(texts) }}
{% endmacro %}
