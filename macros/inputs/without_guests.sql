{#-
  An id or its key, null where it is nobody's: a customer's that the mapping's `guest_ids` lists (WooCommerce writes 0 for whoever has
  no account), and any that is a number and stands in `placeholder_ids` (of text, clean_id has compared it).
-#}
{% macro without_guests(id, mapping, column) -%}
    {%- set named = mapping.get('guest_ids', []) if column == 'customer_id' else [] -%}
    {%- set nobody = [named] if named is string or named is not iterable else named | list -%}
    {%- for placeholder in placeholder_ids() if placeholder != '0' and modules.re.fullmatch('[0-9]+', placeholder) -%}
        {%- do nobody.append(placeholder) -%}
    {%- endfor -%}
    {%- if nobody -%}
    case when lower(cast({{ id }} as {{ dbt.type_string() }})) in ({{ text_list(nobody) }}) then null else {{ id }} end
    {%- else -%}
    {{ id }}
    {%- endif -%}
{%- endmacro %}
