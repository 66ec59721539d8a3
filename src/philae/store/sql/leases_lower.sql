-- Leases that gave something back; those that are over, and captured whole, are closed.
update lease l set amount = d.amount, n = d.n, closed_at = case when $4 and d.amount = l.spent then now() end
  from unnest($1::uuid[], $2::bigint[], $3::int[]) as d (id, amount, n)
 where l.id = d.id
returning l.id, l.closed_at
