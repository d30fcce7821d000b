{#-
  The probability to be alive under BG/NBD (Fader & Hardie 2008, note 021) and MBG/NBD (Batislam et al. 2007, equation 10),
  as in ltv.models.purchase.beta_geometric; `parameters` has r, alpha, a, b and first_chance. Null without parameters.
  Where all buy at one rate, r and alpha are about 1e8, and (alpha + T) / (alpha + recency) is next to 1.
  The log odds stop at 700 either way: PostgreSQL refuses an exponential that over- or underflows.
-#}
{% macro p_alive_closed_form(frequency, recency, T, parameters) -%}
    {%- set p = parameters ~ '.' -%}
    {%- set occasions = '(' ~ frequency ~ ' + ' ~ p ~ 'first_chance)' -%}
    case
        when {{ T }} is null or {{ p }}a is null then null
        when {{ occasions }} = 0 or {{ p }}a = 0 then 1
        else 1 / (1 + exp(least(700, greatest(-700,
            ln({{ p }}a) - ln({{ p }}b + {{ occasions }} - 1)
            + ({{ p }}r + {{ frequency }}) * ({{ log_of_one_plus('((' ~ T ~ ' - ' ~ recency ~ ') / (' ~ p ~ 'alpha + ' ~ recency ~ '))') }})
        ))))
    end
{%- endmacro %}
