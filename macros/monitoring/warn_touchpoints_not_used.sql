{#-
  Warning: hardly any buyer has a touchpoint up to the day of the first purchase: touchpoints name people in another way, or are all of
  later days. Attribution then says what the input customers says.
-#}
{% macro warn_touchpoints_not_used() %}
    {%- set touchpoints, buyers = ref('stg_touchpoints'), ref('int_customer_histories') -%}
    {%- if not input_sources('touchpoints') %}
    {{ no_warning() }}
    {%- else %}
    select
        'touchpoints_not_used' as rule,
        'touchpoints' as relation,
        touches as row_count,
        cast(null as {{ money() }}) as amount,
        touched || ' of ' || buyers || ' buyers; touchpoints have customer_id ''' || coalesce(a_person, 'none up to the observation end') || ''', transactions ''' || a_buyer || '''' as example,
        'Hardly any buyer has a touchpoint up to the day of the first purchase: attribution has nothing to go by.' as why,
        'Compare how ids are written in both inputs (a visitor''s id is no customer''s), and whether the touchpoints are of the time before the purchases.' as remedy
    from (
        select
            count(*) as buyers,
            sum(case when first_touch_on <= first_purchase_on then 1 else 0 end) as touched,
            min(cast(histories.customer_ref as {{ dbt.type_string() }})) as a_buyer
        from {{ buyers }} as histories
        left join (
            select customer_ref, cast(min(touched_at) as date) as first_touch_on from {{ touchpoints }} group by customer_ref
        ) as touched on histories.customer_ref = touched.customer_ref
        where first_purchase_on is not null
    ) as reached
    cross join (select count(*) as touches, min(customer_id) as a_person from {{ touchpoints }}) as people
    where touched < 0.01 * buyers
    {%- endif %}
{% endmacro %}
