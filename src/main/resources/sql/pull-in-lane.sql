UPDATE scheduled_tasks SET execution_time = ?, version = version + 1
WHERE task_name = 'lane' AND task_instance = ? AND picked = FALSE AND execution_time > ?
