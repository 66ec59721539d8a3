-- What was said in calls, for keys whose owner wants that kept: for how many seconds; compressed, then sealed.
alter table key add column keep_bodies integer;
create table exchange (
    id      uuid primary key,  -- the call's
    account uuid not null,
    until   timestamptz not null,
    request bytea,
    answer  bytea
);
create index exchange_until on exchange (until)
