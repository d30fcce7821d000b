{#
    Put a table with these rows in the place of what has its name. Spark's own tables know no transaction: the new one is made
    under another name, so that a statement or a build that fails leaves the old one. Between dropping and renaming, which take
    the catalog milliseconds, a reader finds none.
#}
{% macro replace_table(relation, rows, clauses=none) %}
    {% set target = relation.incorporate(type="table") %}
    {% set new = relation.incorporate(path={"identifier": relation.identifier ~ "__new"}, type="table") %}
    {% set existing = load_cached_relation(relation) or adapter.find_relation(relation.schema, relation.identifier) %}
    {% call statement("leftover") %}drop table if exists {{ new }}{% endcall %}
    {% call statement("main") %}
        create table {{ new }}
        {{ clauses if clauses is not none else file_format_clause() ~ " " ~ options_clause() ~ " " ~ partition_cols(label="partitioned by") }} as
        {{ rows }}
    {% endcall %}
    {% if existing %}
        {% do drop_relation(existing) %}
    {% endif %}
    {% call statement("rename") %}alter table {{ new }} rename to {{ target }}{% endcall %}
    {{ return(target) }}
{% endmacro %}
