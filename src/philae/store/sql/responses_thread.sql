-- The account's ($1) response $2 and all that it goes on from, the first one first.
with recursive turn as (
    select 1 as n, id, thread, previous, status, input, output from response where account = $1 and id = $2
    union all
    select t.n + 1, r.id, r.thread, r.previous, r.status, r.input, r.output
      from turn t join response r on r.account = $1 and r.id = t.previous)
select id, thread, previous, status, input, output from turn order by n desc
