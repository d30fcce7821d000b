{#-
  DuckDB puts the new relation in the place of the old one in a single transaction: readers, and a build that is killed, meet the
  one or the other. dbt's own way, a new one under another name and two renamings, takes four more statements and a transaction.
-#}
{% macro replace_in_place(new, making) %}
    {% set existing = load_cached_relation(this) %}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement('main') %}
        {% if existing %}drop {{ existing.type }} {{ existing }};{% endif %}
        {{ making }}
    {% endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [new]}) }}
{% endmacro %}
