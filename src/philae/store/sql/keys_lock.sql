select id, budget, spent, held, running, concurrency, rpm, extract(epoch from tat)::float8 as tat
  from key where id = any($1) order by id for update
