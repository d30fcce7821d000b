{#- The rules of `input_warnings`: each is a macro warn_<rule> whose SELECT has one row per doubt. -#}
{% macro input_rules() %}
    {{ return([
        warn_much_rejected(), warn_future_orders(), warn_ids_do_not_meet(), warn_acquired_after_first_purchase(),
        warn_guest_account(), warn_channels_do_not_meet(), warn_channels_look_alike(), warn_empty_window(), warn_left_censored(),
        warn_equal_spend_rows(), warn_files_not_read(), warn_margin_left_at_one()
    ]) }}
{% endmacro %}
