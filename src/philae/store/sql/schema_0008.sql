-- The client's own id of a task, by which it may poll: one of each account and dialect.
alter table task add column external text;
create unique index task_external on task (account, dialect, external) where external is not null;
