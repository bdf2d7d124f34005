DELETE FROM leanix_file WHERE id = ?
