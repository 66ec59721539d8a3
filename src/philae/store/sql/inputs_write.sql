insert into input (account, sha256, key, mime, size, width, height)
select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::bigint[], $6::int[], $7::int[])
on conflict (account, sha256) do update set used_at = now()
