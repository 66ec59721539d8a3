update balance b
   set available = b.available + d.available, held = b.held + d.held
  from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[]) as d (account, book, available, held)
 where b.account = d.account and b.book = d.book
