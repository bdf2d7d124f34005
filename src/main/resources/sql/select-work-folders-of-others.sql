SELECT work_folder FROM leanix_node WHERE name <> ? AND work_folder IS NOT NULL
