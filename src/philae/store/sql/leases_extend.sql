-- A lease that begins, or gets more, and a new term.
insert into lease (id, account, key, book, process, amount, n, until)
values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))
on conflict (id) do update set amount = lease.amount + excluded.amount, n = excluded.n, until = excluded.until
