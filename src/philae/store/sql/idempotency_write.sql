insert into idempotency (account, key, fingerprint, task)
select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::uuid[])
on conflict (account, key) do update set fingerprint = excluded.fingerprint, task = excluded.task, created_at = now()
