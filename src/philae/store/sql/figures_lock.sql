with paying as (
    select account, book, available, unmetered from balance where account = any($1::uuid[]) order by account, book for update
), showing as (
    select id, budget, spent, held, running, concurrency, rpm, extract(epoch from tat)::float8 as tat
      from key where id = any($2::uuid[]) order by id for update
)
select account as id, book, available, unmetered,
       null::bigint as budget, null::bigint as spent, null::bigint as held, null::int as running, null::int as concurrency,
       null::int as rpm, null::float8 as tat
  from paying
union all
select id, null, null, null, budget, spent, held, running, concurrency, rpm, tat from showing
