select i.account, i.key, i.fingerprint, i.task
  from idempotency i join unnest($1::uuid[], $2::text[]) as d (account, key) on i.account = d.account and i.key = d.key
 where i.created_at > now() - interval '24 hours'
