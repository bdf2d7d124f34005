UPDATE leanix_schedule
SET turns = turns + 1, last_turn_at = :#${variable.turn.at}, fired_at = :#${bean:times.now}, run = :#${variable.claim.id}
WHERE name = :#${variable.schedule} AND turns = :#${variable.past[turns]}
