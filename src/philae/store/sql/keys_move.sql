update key k
   set held = k.held + d.held, spent = k.spent + d.spent, running = k.running + d.running
  from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::int[]) as d (id, held, spent, running)
 where k.id = d.id
