{% materialization view, adapter='duckdb' %}
    {% set new = this.incorporate(type='view') %}
    {{ return(replace_in_place(new, create_view_as(new, sql))) }}
{% endmaterialization %}
