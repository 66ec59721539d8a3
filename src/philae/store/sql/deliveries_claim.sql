-- Due messages, at most $2 in all and at most $3 of one host, those already under way ($4: host, $5: how many) counted;
-- a host that has no place left is looked past, so that nobody waits behind it.
with busy as (select * from unnest($4::text[], $5::int[]) as b (host, n)),
seen as (
    select id, due, coalesce(lower(substring(notify->>'url' from '//(?:[^/?#@]*@)?(\[[^]]*\]|[^/?#:]*)')), '') as host
      from delivery
     where state = 'pending' and due <= now()
       and coalesce(lower(substring(notify->>'url' from '//(?:[^/?#@]*@)?(\[[^]]*\]|[^/?#:]*)')), '')
           not in (select host from busy where n >= $3)
     order by due limit $2 * 4
       for update skip locked),
placed as (
    select id, host, due, row_number() over (partition by host order by due) + coalesce(n, 0) as place
      from seen left join busy using (host)),
claimed as (select id, host from placed where place <= $3 order by due limit $2)
update delivery d set due = now() + make_interval(secs => $1) from claimed c
 where d.id = c.id
returning d.id, d.task, d.account, d.event, d.notify, d.tries, c.host
