{#-
  The first day of the cell that `days` lie in. A cell is a quarter as wide as the largest power of two up to its days; where
  customers of `frequency` buy often, and so tell more of each day, it is narrower; never less than a day.
-#}
{% macro cell_start(days, frequency) -%}
    {%- set power_of_two -%}
    case
        {%- for power in range(2, 15) %}
        when {{ days }} < {{ 2 ** (power + 1) }} then {{ 2 ** power }}
        {%- endfor %}
        else {{ 2 ** 15 }}
    end
    {%- endset -%}
    {{ days }} - mod({{ days }}, greatest(cast(floor({{ power_of_two }} / 4.0 / (1 + floor({{ frequency }} / 8.0))) as integer), 1))
{%- endmacro %}
