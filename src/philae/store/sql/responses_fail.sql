-- Open responses whose tasks came to nothing.
update response r set status = d.status, failure = d.failure::jsonb
  from unnest($1::uuid[], $2::text[], $3::text[]) as d (id, status, failure)
 where r.id = d.id and r.status = 'in_progress'
