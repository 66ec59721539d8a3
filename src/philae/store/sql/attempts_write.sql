insert into attempt (task, part, no, key, channel, state, intent_at, ref, vendor_cost, note)
select task, part, no, key, channel, state, to_timestamp(sent), ref::jsonb, cost, note
  from unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::text[], $9::bigint[],
              $10::text[]) as d (task, part, no, key, channel, state, sent, ref, cost, note)
on conflict (task, part, no) do update
   set state = excluded.state, ref = coalesce(excluded.ref, attempt.ref),
       vendor_cost = coalesce(excluded.vendor_cost, attempt.vendor_cost), note = coalesce(excluded.note, attempt.note)
