insert into task_input (task, account, sha256)
select * from unnest($1::uuid[], $2::uuid[], $3::bytea[]) on conflict do nothing
