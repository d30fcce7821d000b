{#-
  The folder of the variable `data_dir`; a relative one is below the project. Views over the files keep the whole path, so that
  a client can read them from any folder.
-#}
{% macro data_folder() %}
    {% set folder = var('data_dir') %}
    {{ return(folder if folder.startswith(('/', '~')) or ':' in folder else invocation_args_dict.project_dir ~ '/' ~ folder) }}
{% endmacro %}
