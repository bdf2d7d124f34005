UPDATE leanix_run SET replied_at = :#${bean:times.now} WHERE id = :#${variable.run.id}
RETURNING *
