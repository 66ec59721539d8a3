update delivery d set due = now() + make_interval(secs => $1)
 where (d.id) in (select id from delivery where state = 'pending' and due <= now() order by due limit $2 for update skip locked)
returning d.id, d.task, d.account, d.event, d.notify, d.tries
