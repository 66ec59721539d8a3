insert into entry (txn, n, account, book, kind, amount, note)
select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[])
