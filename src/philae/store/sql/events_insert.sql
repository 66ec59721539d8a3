insert into event (task, seq, kind, data)
select task, seq, kind, data::jsonb from unnest($1::uuid[], $2::int[], $3::text[], $4::text[]) as d (task, seq, kind, data)
