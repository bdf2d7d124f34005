SELECT * FROM leanix_run WHERE id = ANY (string_to_array(?, ',')) AND closed_at < ?
