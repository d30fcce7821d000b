{#-
  What is wrong with the variable `inputs`: a sentence each, with the key, the value and what is allowed. The same as
  ltv.inputs.structure, which `ltv` asks before it starts dbt.
-#}
{% macro mapping_problems() %}
    {% set inputs, raw_data, relations, problems = var('inputs'), var('raw_data'), input_columns().keys() | join(', '), [] %}
    {% if inputs is none or inputs == {} %}
        {{ return([]) }}
    {% elif inputs is not mapping %}
        {{ return(['inputs is ' ~ shown_value(inputs) ~ '; allowed: a mapping of ' ~ relations]) }}
    {% elif raw_data == 'sample' %}
        {{ return(['raw_data is sample, which does not read inputs; allowed with inputs: files, tables']) }}
    {% endif %}
    {% for relation, said in inputs.items() %}
        {% set sources = said if said is sequence and said is not string and said is not mapping else [said] %}
        {% if relation not in input_columns() %}
            {% do problems.append('inputs has the key ' ~ shown_value(relation) ~ '; allowed: ' ~ relations) %}
        {% elif not sources or sources | reject('mapping') | list %}
            {% do problems.append(
                'inputs.' ~ relation ~ ' is ' ~ shown_value(said) ~ '; allowed: a mapping with '
                ~ (mapping_keys().keys() | join(', ')) ~ ', or a list of such mappings'
            ) %}
        {% else %}
            {% for source in sources %}
                {% do problems.extend(source_problems(relation, source)) %}
                {% if source in sources[:loop.index0] %}
                    {% do problems.append('inputs.' ~ relation ~ ' has the same source twice: ' ~ shown_value(source) ~ '; allowed: each source once') %}
                {% endif %}
            {% endfor %}
        {% endif %}
    {% endfor %}
    {{ return(problems | unique(case_sensitive=true) | list) }}
{% endmacro %}
