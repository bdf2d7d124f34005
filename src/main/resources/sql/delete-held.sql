DELETE FROM leanix_run WHERE id = :#${variable.run.id} AND stage IN ('RECEIVED', 'CREATED')
