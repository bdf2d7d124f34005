UPDATE leanix_run SET result_elements = :#${variable.resultElements}
WHERE id = :#${variable.run.id}
RETURNING *
