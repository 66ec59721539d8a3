with moved as (
    update balance b
       set available = b.available + d.available, held = b.held + d.held
      from unnest($8::uuid[], $9::text[], $10::bigint[], $11::bigint[]) as d (account, book, available, held)
     where b.account = d.account and b.book = d.book
), used as (
    update key k
       set held = k.held + d.held, spent = k.spent + d.spent, running = k.running + d.running
      from unnest($12::uuid[], $13::bigint[], $14::bigint[], $15::int[]) as d (id, held, spent, running)
     where k.id = d.id
)
insert into entry (txn, n, account, book, kind, amount, note)
select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[])
