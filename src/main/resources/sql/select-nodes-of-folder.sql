SELECT name FROM leanix_node WHERE work_folder = ? ORDER BY name
