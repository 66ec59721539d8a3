-- New responses. One that is there was written by this very batch, whose answer was lost.
insert into response (id, account, thread, previous, status, background, worker, head, input, output, items)
select id, account, thread, previous, status, background, worker, head, input, output, string_to_array(items, ' ')
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bool[], $7::uuid[], $8::bytea[], $9::bytea[],
              $10::bytea[], $11::text[])
    as d (id, account, thread, previous, status, background, worker, head, input, output, items)
on conflict (id) do nothing
