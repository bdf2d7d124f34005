SELECT * FROM leanix_schedule ORDER BY name
