-- A process's slice of what an account and a key may spend: `amount` was taken and not given back, `spent` captured.
-- Its ledger transactions are (id, 1…n). What it still holds returns when its process closes it, or is dead and its
-- spool was replayed.
create table lease (
    id        uuid primary key,
    account   uuid not null,
    key       uuid not null,
    book      text not null check (book in ('live', 'sandbox')),
    process   uuid not null,
    amount    bigint not null,
    spent     bigint not null default 0,
    n         integer not null,
    until     timestamptz not null,
    taken_at  timestamptz not null default now(),
    closed_at timestamptz,
    check (spent >= 0 and amount >= spent),
    check (closed_at is null or amount = spent)
);
create index lease_open on lease (process) where closed_at is null;
create index lease_closed on lease (closed_at) where closed_at is not null;

-- Finished relay calls, as people read them. `amount` is what the account paid, `overrun` what the house did.
create table call (
    id         uuid not null,
    account    uuid not null,
    key        uuid not null,
    book       text not null,
    model      text not null,
    channel    text not null,
    provider   text not null,
    wire       text not null,
    lease      uuid,
    meters     jsonb not null,
    amount     bigint not null,
    overrun    bigint not null,
    status     smallint not null,
    started_at timestamptz not null,
    first      real not null,
    took       real not null,
    stream     boolean not null,
    estimated  boolean not null,
    error      text,
    primary key (id)
) partition by range (id);
create table call_default partition of call default;
create index call_account on call (account, id);
