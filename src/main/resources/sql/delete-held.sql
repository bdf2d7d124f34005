DELETE FROM leanix_run WHERE id = :#${variable.run.id} AND stage = :#${variable.run.stage}
