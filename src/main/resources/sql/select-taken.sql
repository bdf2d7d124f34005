SELECT * FROM leanix_run WHERE id = :#${variable.claim.id}
