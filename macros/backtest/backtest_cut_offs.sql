{#-
  The cut-offs asked for, in days before the last day observed; 0, which is none, where there are to be none, or where the variable
  is no list (validate_variables says so before anything is built).
-#}
{% macro backtest_cut_offs() %}
    {% set asked_for = var('backtest_cut_offs') %}
    {{ return(asked_for if asked_for and asked_for is iterable and asked_for is not string and asked_for is not mapping else [0]) }}
{% endmacro %}
