{#-
  The folder of the variable `data_dir`; a relative one is below the project, which is the working folder of a run. Views over the
  files keep the whole path, so that a client can read them from any folder.
-#}
{% macro data_folder() %}
    {% set folder, project = var('data_dir') | string, invocation_args_dict.project_dir | string %}
    {% set is_whole = folder.startswith(('/', '~')) or ':' in folder %}
    {{ return(project ~ '/' ~ folder if not is_whole and (project.startswith('/') or ':' in project) else folder) }}
{% endmacro %}
