-- Open responses that no task makes, and no worker of an earlier version that still beats: they end with the error $2.
update response r set status = 'failed', failure = $2::jsonb
 where r.status = 'in_progress'
   and not exists (select 1 from task t where t.id = r.id and t.finished_at is null)
   and not exists (select 1 from worker w where w.id = r.worker and w.beat > now() - make_interval(secs => $1))
returning r.id
