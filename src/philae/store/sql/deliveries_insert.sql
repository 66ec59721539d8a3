insert into delivery (id, task, account, event, notify)
select id, task, account, event, notify::jsonb
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[]) as d (id, task, account, event, notify)
