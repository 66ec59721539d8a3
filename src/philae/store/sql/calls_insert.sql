-- Calls that are not there yet; which ones these were.
insert into call (id, account, key, book, model, channel, provider, wire, lease, meters, amount, overrun, status,
                  started_at, first, took, stream, estimated, error, saved)
select id, account, key, book, model, channel, provider, wire, lease, meters::jsonb, amount, overrun, status,
       to_timestamp(started), first, took, stream, estimated, nullif(error, ''), saved
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[],
              $10::text[], $11::bigint[], $12::bigint[], $13::int[], $14::float8[], $15::real[], $16::real[],
              $17::bool[], $18::bool[], $19::text[], $20::bigint[])
    as d (id, account, key, book, model, channel, provider, wire, lease, meters, amount, overrun, status, started,
          first, took, stream, estimated, error, saved)
on conflict (id) do nothing
returning id
