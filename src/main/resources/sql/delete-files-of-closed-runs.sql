DELETE FROM leanix_file WHERE id IN (SELECT id FROM leanix_run WHERE closed_at < ?)
