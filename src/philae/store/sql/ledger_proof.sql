-- Each row is a fault: what, where, how much. No row: the ledger and its projections agree.
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
select 'held without an open task', b.account::text || ' ' || b.book,
       b.held - coalesce((select sum(hold) from task t where t.account = b.account and t.book = b.book
                           and t.finished_at is null), 0)::bigint
  from balance b
 where b.held <> coalesce((select sum(hold) from task t where t.account = b.account and t.book = b.book
                            and t.finished_at is null), 0)
union all
select 'finished task was not settled once', t.id::text, t.hold
  from task t
 where t.finished_at is not null
   and (select count(*) from entry e where e.txn = t.id and e.kind = 'release' and e.n = 3) <> 2
