{#- The cut-offs asked for, in days before the last day observed; 0, which is none, where there are to be none. -#}
{% macro backtest_cut_offs() %}
    {{ return(var('backtest_cut_offs') or [0]) }}
{% endmacro %}
