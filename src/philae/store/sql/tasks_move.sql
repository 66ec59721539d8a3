update task t
   set state = d.state, work = d.work::jsonb, result = coalesce(d.result::jsonb, t.result), progress = d.progress,
       seq = d.seq, started_at = coalesce(t.started_at, d.at),
       finished_at = case when d.over then d.at end,
       hold = case when d.state = 'awaiting_input' then 0 else t.hold end,
       deadline = case when d.state = 'awaiting_input' then d.at + interval '1 day' else t.deadline end
  from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::real[], $7::timestamptz[], $8::bool[])
    as d (id, seq, state, work, result, progress, at, over)
 where t.id = d.id and t.seq = d.seq - 1 and t.owner = $9 and t.epoch = $10
returning t.id
