-- Each row is a fault: what, where, how much. No row: the ledger and its projections agree.
with holding as (
    select account, key, book, hold as amount from task where finished_at is null
    union all
    select account, key, book, amount - spent from lease where closed_at is null
), by_account as (
    select account, book, sum(amount)::bigint as amount from holding group by account, book
), by_key as (
    select key, sum(amount)::bigint as amount from holding where key is not null group by key
), leased as (
    select l.id, l.amount, l.spent,
           coalesce(sum(e.amount) filter (where e.account = 'acct:' || l.account || ':held'), 0)::bigint as held,
           coalesce(sum(e.amount) filter (where e.account = 'house:sales'), 0)::bigint as sold
      from lease l left join entry e on e.txn = l.id
     group by l.id
)
select 'transaction does not sum to zero' as fault, txn::text || '/' || n as place, sum(amount)::bigint as amount
  from entry group by txn, n having sum(amount) <> 0
union all
select 'balance differs from ledger', b.account::text || ' ' || b.book || ' available',
       b.available - coalesce((select sum(amount) from entry e
                                where e.account = 'acct:' || b.account || ':available' and e.book = b.book), 0)::bigint
  from balance b
 where b.available <> coalesce((select sum(amount) from entry e
                                 where e.account = 'acct:' || b.account || ':available' and e.book = b.book), 0)
union all
select 'balance differs from ledger', b.account::text || ' ' || b.book || ' held',
       b.held - coalesce((select sum(amount) from entry e
                           where e.account = 'acct:' || b.account || ':held' and e.book = b.book), 0)::bigint
  from balance b
 where b.held <> coalesce((select sum(amount) from entry e
                            where e.account = 'acct:' || b.account || ':held' and e.book = b.book), 0)
union all
select 'held without an open task or lease', b.account::text || ' ' || b.book, b.held - coalesce(h.amount, 0)
  from balance b left join by_account h using (account, book)
 where b.held <> coalesce(h.amount, 0)
union all
select 'key holds without an open task or lease', k.id::text, k.held - coalesce(h.amount, 0)
  from key k left join by_key h on h.key = k.id
 where k.held <> coalesce(h.amount, 0)
union all
select 'lease differs from ledger', id::text, amount - spent - held
  from leased where held <> amount - spent or sold <> spent
union all
select 'finished task was not settled once', t.id::text, t.hold
  from task t
 where t.finished_at is not null
   and (select count(*) from entry e where e.txn = t.id and e.kind = 'release' and e.n = 3) <> 2
