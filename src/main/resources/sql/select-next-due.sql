SELECT MIN(execution_time) FROM scheduled_tasks WHERE picked = FALSE AND execution_time > ?
