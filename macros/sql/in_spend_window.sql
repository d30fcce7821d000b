{#- Whether a day lies in the window that channel_roi looks through. The query has `observation_window` among its tables. -#}
{% macro in_spend_window(day) -%}
    {{ day }} between observation_window.spend_window_start and observation_window.observation_end
{%- endmacro %}
