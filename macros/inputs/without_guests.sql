{#-
  A customer's id or key, null where the mapping's `guest_ids` lists it: WooCommerce writes 0 for whoever has no account.
-#}
{% macro without_guests(id, mapping, column) -%}
    {%- if column == 'customer_id' and mapping.get('guest_ids') -%}
    case when cast({{ id }} as {{ dbt.type_string() }}) in ({{ text_list(mapping.guest_ids) }}) then null else {{ id }} end
    {%- else -%}
    {{ id }}
    {%- endif -%}
{%- endmacro %}
