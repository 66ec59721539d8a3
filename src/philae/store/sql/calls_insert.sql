-- Calls that are not there yet, from an array of records as JSON, each an array in the order of core/record.py; which ones
-- these were, null for all of them: then nothing is told of each.
with added as (
insert into call (id, account, key, book, model, channel, provider, wire, lease, meters, amount, overrun, status,
                  started_at, took, first, stream, estimated, error, saved)
select (r->>0)::uuid, (r->>1)::uuid, (r->>2)::uuid, r->>3, r->>4, r->>5, r->>6, r->>7, (r->>8)::uuid, r->9,
       least((r->10)::bigint, (r->11)::bigint), greatest(0, (r->10)::bigint - (r->11)::bigint), (r->12)::int,
       to_timestamp((r->13)::float8), (r->14)::real, (r->15)::real, (r->16)::boolean, (r->17)::boolean,
       nullif(r->>18, ''), (r->19)::bigint
  from jsonb_array_elements($1::jsonb) as d (r)
on conflict (id) do nothing
returning id
)
select case when count(*) < $2::int then coalesce(array_agg(id), '{}') end as ids from added
