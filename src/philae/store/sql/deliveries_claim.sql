-- Due messages, at most $2 in all and at most $3 of one host, those already under way ($4: host, $5: how many) counted;
-- a host that has no place left is looked past, so that nobody waits behind it. A message waits for an earlier one of its
-- task that is under way or due, so that no older state arrives after a newer one; not for one that is to be tried again.
with busy as (select * from unnest($4::text[], $5::int[]) as b (host, n)),
seen as (
    select id, due, coalesce(lower(substring(notify->>'url' from '//(?:[^/?#@]*@)?(\[[^]]*\]|[^/?#:]*)')), '') as host
      from delivery d
     where state = 'pending' and due <= now()
       and coalesce(lower(substring(notify->>'url' from '//(?:[^/?#@]*@)?(\[[^]]*\]|[^/?#:]*)')), '')
           not in (select host from busy where n >= $3)
       and not exists (
           select from delivery o
            where o.task = d.task and o.id < d.id and o.event <> d.event and o.state = 'pending'
              and (o.due <= now() or o.claimed > now()))
     order by due limit $2 * 4
       for update of d skip locked),
placed as (
    select id, host, due, row_number() over (partition by host order by due) + coalesce(n, 0) as place
      from seen left join busy using (host)),
claimed as (select id, host from placed where place <= $3 order by due limit $2)
update delivery d set due = now() + make_interval(secs => $1), claimed = now() + make_interval(secs => $1) from claimed c
 where d.id = c.id
returning d.id, d.task, d.account, d.event, d.notify, d.tries, c.host
