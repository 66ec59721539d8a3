-- Open tasks that nobody alive moves: of workers that no longer beat, and own ones ($1, $2) without a line ($5). One that
-- waits for its client needs nobody until its time is up.
update task t set owner = $1, epoch = $2
 where t.id in (
       select o.id from task o
         left join worker w on w.id = o.owner and w.epoch = o.epoch and w.beat > now() - make_interval(secs => $3)
        where (o.state in ('queued', 'running') or (o.state = 'awaiting_input' and (o.cancel or o.deadline < now())))
          and (w.id is null or (w.id = $1 and o.created_at < now() - interval '2 seconds' and o.id <> all ($5::uuid[])))
        order by o.id limit $4
          for update of o skip locked)
returning t.*
