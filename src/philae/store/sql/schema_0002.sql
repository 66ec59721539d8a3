-- Which tasks name a kept input: when none does any more, it is erased.
create table task_input (
    task    uuid not null,
    account uuid not null,
    sha256  bytea not null,
    primary key (task, sha256)
);
create index task_input_of on task_input (account, sha256);
insert into task_input (task, account, sha256)
select distinct t.id, i.account, i.sha256
  from task t cross join lateral regexp_matches(t.doc->>'params', 'blob:in/[0-9a-f-]{36}/([0-9a-f]{64});', 'g') as m
  join input i on i.account = t.account and i.sha256 = decode(m[1], 'hex')
