{#- The source columns that a mapping names, wherever it names them; `drop` can be left aside. -#}
{% macro mapped_columns(mapping, dropped=true) %}
    {% set names = [] %}
    {% for mapped in mapping.get('columns', {}).values() %}
        {% set parts = mapped.get('product', mapped.get('together', [])) if mapped is mapping else [mapped] %}
        {% do names.extend(parts | select('string')) %}
    {% endfor %}
    {% for key in ['keep', 'drop'] if dropped or key == 'keep' %}
        {% do names.extend(mapping.get(key, {}).keys()) %}
    {% endfor %}
    {% for named in mapping.get('newest', {}).values() %}
        {% do names.extend([named] if named is string else named) %}
    {% endfor %}
    {% for key in ['drop_blank', 'fill_down', 'subtract', 'order_fields', 'ignore'] %}
        {% set named = mapping.get(key, []) %}
        {% do names.extend([named] if named is string else named) %}
    {% endfor %}
    {{ return(names | unique | list) }}
{% endmacro %}
