{#-
  The customer's column in a mart: the id, or with `pseudonymous_keys` its salted hash in place of it. The salt is looked up
  in a table that readers of the marts cannot read; written into the SQL, it would be in every log.
-#}
{% macro customer_key(customer_id) -%}
    {%- if var('pseudonymous_keys') -%}
    {{ sha256_hex('(select salt from ' ~ ref('customer_key_salt') ~ ') || ' ~ customer_id) }} as customer_key
    {%- else -%}
    {{ customer_id }}
    {%- endif -%}
{%- endmacro %}
