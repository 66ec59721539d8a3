-- Conversations that nobody went on with for $1 seconds, at most $2 responses of them.
delete from response where id in (
    select r.id from response r
     where r.created_at < now() - make_interval(secs => $1)
       and not exists (select 1 from response l
                        where l.thread = r.thread and l.created_at >= now() - make_interval(secs => $1))
     limit $2)
returning id
