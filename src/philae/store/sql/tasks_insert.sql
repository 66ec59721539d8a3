with made as (
    insert into task (id, account, key, dialect, operation, model, state, book, doc, work, hold, owner, epoch, idem,
                      created_at, deadline)
    select id, account, key, dialect, operation, model, 'queued', book, doc::jsonb, work::jsonb, hold, $14, $15, idem,
           created_at, to_timestamp(deadline)
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                  $9::text[], $10::bigint[], $11::text[], $12::timestamptz[], $13::float8[])
        as d (id, account, key, dialect, operation, model, book, doc, work, hold, idem, created_at, deadline)
    returning id
)
insert into event (task, seq, kind, data) select id, 1, 'state', '{"state":"queued"}' from made
