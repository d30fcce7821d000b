{#- A Python model makes its table under another name, for no transaction may stay open while it computes. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {% set new = this.incorporate(type='table') %}
    {% if model.language == 'sql' %}
        {{ return(replace_in_place(new, create_table_as(False, new, sql))) }}
    {% endif %}
    {% set computed = make_intermediate_relation(new) %}
    {% call statement('leftover', auto_begin=False) %}drop table if exists {{ computed }}{% endcall %}
    {% call statement('main', language='python') %}{{ create_table_as(False, computed, compiled_code, 'python') }}{% endcall %}
    {{ return(replace_in_place(new, 'alter table ' ~ computed ~ ' rename to ' ~ adapter.quote(new.identifier))) }}
{% endmaterialization %}
