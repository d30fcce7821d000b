{#- Check every variable before anything is built, and tell all that is wrong at once. -#}
{% macro validate_variables() %}
    {% set choices = {
        'raw_data': ['sample', 'files', 'tables'],
        'purchase_model': ['auto'] + purchase_models().keys() | list,
        'left_censored': ['leave_out', 'keep'],
        'engine': ['native', 'lifetimes'],
        'ltv_basis': ['horizon', 'lifetime', 'predicted'],
        'transaction_grain': [none, 'order', 'line'],
        'lowercase_emails': [true, false],
        'count_free_orders': [true, false],
        'pseudonymous_keys': [true, false],
    } %}
    {% set ranges = {
        'gross_margin': {'above': 0, 'most': 1},
        'purchase_penalizer': {'least': 0},
        'spend_penalizer': {'least': 0},
        'opportunity_days': {'least': 1, 'most': 365, 'whole': true},
        'prediction_days': {'least': 1, 'most': 3650, 'whole': true},
        'monthly_discount_rate': {'least': 0, 'most': 1},
        'ltv_horizon_days': {'least': 1, 'most': 3650, 'whole': true},
        'target_ltv_to_cac': {'above': 0},
        'spend_window_days': {'least': 1, 'most': 36500, 'whole': true},
        'rejected_share_warning': {'least': 0, 'most': 1},
        'backtest_customers': {'least': 1000, 'whole': true},
        'exact_states': {'least': 0, 'whole': true},
    } %}
    {% set others = ['inputs', 'calendar', 'backtest_cut_offs', 'alert_severities', 'channel_aliases', 'customer_dimensions', 'placeholder_ids', 'data_dir', 'raw_schema', 'observation_end', 'known_at', 'timezone', 'reporting_currency', 'bi_role'] %}
    {% set problems = mapping_problems() %}
    {% for name in (invocation_args_dict.get('vars') or {} if project_name == 'ltv_monitor' else {}) if name not in choices and name not in ranges and name not in others %}
        {% do problems.append("variable " ~ name ~ " is unknown; allowed: " ~ ((choices.keys() | list + ranges.keys() | list + others) | sort | join(', '))) %}
    {% endfor %}
    {% for name, allowed in choices.items() if var(name) not in allowed or (allowed[0] is boolean and var(name) is not boolean) %}
        {% do problems.append(invalid_variable(name, 'one of ' ~ (allowed | join(', ')))) %}
    {% endfor %}
    {% for name, range in ranges.items() if not in_range(var(name), range) %}
        {% do problems.append(invalid_variable(name, describe_range(range))) %}
    {% endfor %}
    {% if in_range(var('gross_margin'), ranges.gross_margin) and var('gross_margin') | round(4) != var('gross_margin') %}
        {% do problems.append(invalid_variable('gross_margin', 'a share with at most four decimals')) %}
    {% endif %}
    {#- YAML reads a bare on and off as true and false. #}
    {% if var('calendar') is not boolean and var('calendar') not in ['auto', 'on', 'off'] %}
        {% do problems.append(invalid_variable('calendar', 'one of auto, on, off')) %}
    {% endif %}
    {% set severities = var('alert_severities') %}
    {% if severities is not mapping or severities.keys() | reject('in', alert_rule_names()) | list or severities.values() | reject('in', ['off', 'note', 'warn', 'error']) | list %}
        {% do problems.append(invalid_variable('alert_severities', 'a mapping of ' ~ (alert_rule_names() | join(', ')) ~ ' to off (in quotes), note, warn or error')) %}
    {% endif %}
    {% for name in ('data_dir', 'raw_schema') if not has_kind(var(name), 'text') %}
        {% do problems.append(invalid_variable(name, 'text, the name of a ' ~ ('folder' if name == 'data_dir' else 'schema'))) %}
    {% endfor %}
    {% if var('placeholder_ids') != [] and (var('placeholder_ids') is string or var('placeholder_ids') is not sequence or not has_kind(var('placeholder_ids'), 'constants')) %}
        {% do problems.append(invalid_variable('placeholder_ids', 'a list of ids, or []')) %}
    {% endif %}
    {% set aliases = var('channel_aliases') %}
    {% if aliases is not mapping or aliases.values() | map('string') | map('trim') | select('in', ['', 'None']) | list or aliases.values() | reject('string') | reject('number') | list %}
        {% do problems.append(invalid_variable('channel_aliases', 'a mapping of names to names of channels, as in {Google Ads: google}, or {}')) %}
    {% endif %}
    {% for alias, channel in (aliases.items() if aliases is mapping else []) if alias | string | trim | lower != channel | string | trim | lower %}
        {% for other, further in aliases.items() if other | string | trim | lower == channel | string | trim | lower and further | string | trim | lower != channel | string | trim | lower %}
            {% do problems.append(invalid_variable('channel_aliases', 'names that are no aliases themselves: ' ~ alias ~ ' is to be ' ~ channel ~ ', and ' ~ other ~ ' is to be ' ~ further)) %}
        {% endfor %}
    {% endfor %}
    {% set dimensions = var('customer_dimensions') %}
    {% if dimensions is string or dimensions is mapping or dimensions is not iterable or dimensions | reject('string') | list or dimensions | select('in', ['']) | list or dimensions | map('lower') | unique | list | length < dimensions | length or '=' in (dimensions | join('')) or dimensions | length > 10 %}
        {% do problems.append(invalid_variable('customer_dimensions', 'a list of at most 10 different columns of customers, without = in their names, or []')) %}
    {% endif %}
    {% if var('engine') == 'lifetimes' and (var('calendar') is true or var('calendar') == 'on') %}
        {% do problems.append(invalid_variable('calendar', 'auto or off with engine lifetimes, which knows no calendar')) %}
    {% endif %}
    {% set cut_offs = var('backtest_cut_offs') %}
    {% if cut_offs is string or cut_offs is mapping or cut_offs is not iterable or cut_offs | select('integer') | select('gt', 0) | select('lt', 3651) | unique | list | length < cut_offs | length or cut_offs | length > 24 %}
        {% do problems.append(invalid_variable('backtest_cut_offs', 'a list of at most 24 different whole numbers of days from 1 to 3650, or [] for no backtest')) %}
    {% endif %}
    {% if var('engine') == 'lifetimes' and var('purchase_model') not in ['auto', default_purchase_model()] %}
        {% do problems.append(invalid_variable('purchase_model', 'auto or ' ~ default_purchase_model() ~ ' with engine lifetimes')) %}
    {% endif %}
    {% if var('raw_data') == 'files' and target.type != 'duckdb' %}
        {% do problems.append(invalid_variable('raw_data', 'sample or tables on target ' ~ target.name ~ ' (only DuckDB reads files)')) %}
    {% endif %}
    {% if execute and var('observation_end') is not none and not is_day(var('observation_end') | string) %}
        {% do problems.append(invalid_variable('observation_end', 'a day as YYYY-MM-DD from 1900 to 2099, or null')) %}
    {% endif %}
    {% if execute and var('known_at') is not none and not is_day((var('known_at') | string)[:10]) or not modules.re.fullmatch('.{10}([ T]\\d\\d:\\d\\d(:\\d\\d)?)?', var('known_at') | string if var('known_at') is not none else '0000-00-00') %}
        {% do problems.append(invalid_variable('known_at', 'a day as YYYY-MM-DD or a time as YYYY-MM-DD HH:MM:SS, from 1900 to 2099, or null')) %}
    {% endif %}
    {% if var('reporting_currency') is not none and not modules.re.fullmatch('[A-Za-z]{3}', var('reporting_currency') | string) %}
        {% do problems.append(invalid_variable('reporting_currency', 'an ISO 4217 code such as EUR, or null')) %}
    {% endif %}
    {% if execute and not is_known_timezone(var('timezone')) %}
        {% do problems.append(invalid_variable('timezone', 'a name of the IANA time zone database such as Asia/Shanghai')) %}
    {% endif %}
    {% if var('bi_role') is not none and target.type == 'duckdb' %}
        {% do problems.append(invalid_variable('bi_role', 'null on target ' ~ target.name ~ ' (DuckDB has no roles: who can open the file reads it all)')) %}
    {% elif var('bi_role') is not none and target.type == 'spark_py' %}
        {% do problems.append(invalid_variable('bi_role', 'null on target ' ~ target.name ~ ' (who may read is for the catalog of the cluster to say)')) %}
    {% elif execute and var('bi_role') is not none and not is_plain_role(var('bi_role')) %}
        {% do problems.append(invalid_variable('bi_role', 'null, or a role that exists in the warehouse, with a name that needs no quotes')) %}
    {% endif %}
    {% if problems and execute %}
        {{ exceptions.raise_compiler_error(problems | join('\n  ')) }}
    {% endif %}
{% endmacro %}
