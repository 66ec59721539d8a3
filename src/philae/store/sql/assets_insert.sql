insert into asset (id, account, task, key, mime, size, sha256, width, height, expires_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::bytea[], $8::int[],
                     $9::int[], $10::timestamptz[])
