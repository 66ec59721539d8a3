-- The ends of responses in the background that are still open.
update response r
   set status = d.status, head = d.head, output = d.output, items = string_to_array(d.items, ' ')
  from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[], $5::text[]) as d (id, status, head, output, items)
 where r.id = d.id and r.status = 'in_progress'
