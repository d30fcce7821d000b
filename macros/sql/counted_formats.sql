{#- Values of `date_format` that say what moments are counted in (see counted_time). -#}
{% macro counted_formats() %}
    {{ return(['excel', 'excel 1904', 'unix', 'unix ms', 'unix us', 'unix ns']) }}
{% endmacro %}
