update task t
   set state = 'queued', doc = d.doc::jsonb, work = d.work::jsonb, result = null, hold = d.hold, progress = 0,
       deadline = to_timestamp(d.deadline), seq = d.seq, owner = $7, epoch = $8
  from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::float8[]) as d (id, seq, doc, work, hold, deadline)
 where t.id = d.id
