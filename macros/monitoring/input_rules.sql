{#-
  The rules of `input_warnings`: each is a macro warn_<rule> whose SELECT has one row per doubt. Those of ad spend are a third of the SQL,
  and a shop without any is not asked them.
-#}
{% macro input_rules() %}
    {% set rules = [
        warn_much_rejected(), warn_future_orders(), warn_future_costs(), warn_ids_do_not_meet(), warn_acquired_after_first_purchase(),
        warn_guest_account(), warn_channels_look_alike(), warn_empty_window(), warn_left_censored(),
        warn_experiments_not_used(), warn_files_not_read(), warn_margin_left_at_one(), warn_status_not_used(),
        warn_money_not_subtracted(), warn_currencies_added_up(),
        warn_points_may_be_thousands(), warn_amounts_may_be_cents(), warn_ids_cut_short(),
        warn_ids_look_alike(), warn_left_out_in_another_file(), warn_order_totals_on_lines(),
        warn_signs_turned(), warn_one_order_dominates(), warn_customers_are_names(), warn_orders_in_two_files(),
        warn_rates_may_be_inverted(), warn_days_stand_apart(), warn_amounts_not_read(),
        warn_amounts_of_one_piece(), warn_ids_used_again(), warn_rates_are_old(),
        warn_times_may_be_local(), warn_refunds_without_customer(), warn_versions_not_used(), warn_customers_never_return(),
        warn_prices_of_all_pieces(), warn_purchases_on_a_schedule(),
        warn_refunds_counted_twice(), warn_file_left_out(), warn_touchpoints_not_used(), warn_rates_jump(), warn_rates_of_many_units(),
        warn_cents_of_another_size(), warn_costs_without_channel(), warn_days_of_another_zone(),
        warn_orders_told_twice(), warn_orders_not_daily(), warn_amounts_in_thousands(), warn_index_has_gaps(), warn_days_swapped(),
        warn_rates_of_other_pairs(), warn_rates_of_another_base(), warn_converted_twice(), warn_some_amounts_in_cents(), warn_channels_in_one_value(),
        warn_customers_merged(), warn_refunds_above_zero(), warn_status_unclear(), warn_amounts_in_two_currencies(),
        warn_customers_not_real(), warn_signs_in_a_column(), warn_customers_in_one_value(),
        warn_days_are_missing(), warn_free_orders(), warn_ids_of_two_kinds(), warn_refunds_exceed_sales(), warn_costs_read_once(),
        warn_customers_told_twice(), warn_customers_in_several_stores()
    ] %}
    {% if not execute or input_sources('ad_spend') %}
        {% do rules.extend([
            warn_channels_do_not_meet(), warn_equal_spend_rows(), warn_spend_counted_twice(), warn_spend_totals_among_rows(),
            warn_spend_not_daily(), warn_spend_adds_up(), warn_spend_levels_added_up(), warn_spend_among_costs(),
            warn_spend_of_part_of_window(), warn_spend_loaded_again(), warn_spend_changes_unit(),
            warn_orders_of_part_of_window()
        ]) %}
    {% endif %}
    {{ return(rules) }}
{% endmacro %}
