insert into usage (id, account, key, book, model, meters, amount)
select id, account, key, book, model, meters::jsonb, amount
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[])
    as d (id, account, key, book, model, meters, amount)
