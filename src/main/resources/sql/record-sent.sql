UPDATE leanix_run SET sent_at = :#${bean:times.now} WHERE id = :#${variable.run.id}
RETURNING *
