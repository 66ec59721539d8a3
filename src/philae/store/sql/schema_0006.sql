-- Answers that are given again: for how many seconds, for all calls of a key, and what a call did not cost thereby.
alter table key add column cache integer;
alter table call add column saved bigint not null default 0;
create index call_saved on call (account) where saved > 0
