-- Philae's first schema. Ids are UUIDv7, so their order is time; amounts are nano-USD.

create table account (
    id         uuid primary key,
    name       text not null unique,
    unmetered  boolean not null default false,
    created_at timestamptz not null default now()
);

-- What an account has in each book: a projection of `entry`, kept in the same transactions.
create table balance (
    account   uuid not null references account (id),
    book      text not null check (book in ('live', 'sandbox')),
    available bigint not null default 0,
    held      bigint not null default 0,
    unmetered boolean not null default false,
    primary key (account, book),
    check (unmetered or available >= 0),
    check (held >= 0)
);

-- What a client shows us. `spent`, `held` and `running` are kept by the transactions that change them.
create table key (
    id          uuid primary key,
    account     uuid not null references account (id),
    hash        bytea not null unique,
    hint        text not null,
    name        text not null,
    book        text not null default 'live' check (book in ('live', 'sandbox')),
    budget      bigint,
    spent       bigint not null default 0,
    held        bigint not null default 0,
    running     integer not null default 0,
    tat         timestamptz,     -- GCRA's theoretical arrival time, for `rpm`
    models      text[],
    ips         text[],
    rpm         integer,
    concurrency integer,
    expires_at  timestamptz,
    revoked_at  timestamptz,
    created_at  timestamptz not null default now()
);
create index key_account on key (account, id);

-- The ledger: append-only, never pruned, each (txn, n) sums to zero.
create table entry (
    txn     uuid not null,
    n       integer not null,
    account text not null,
    book    text not null,
    kind    text not null check (kind in ('topup', 'hold', 'capture', 'release', 'adjust')),
    amount  bigint not null,
    at      timestamptz not null default now(),
    note    text,
    primary key (txn, n, account)
);
create index entry_account on entry (account, at);

-- A process that advances tasks. It owns what names its id and epoch, as long as it beats.
create table worker (
    id         uuid primary key,
    epoch      integer not null,
    host       text not null,
    beat       timestamptz not null default now(),
    started_at timestamptz not null default now()
);

create table task (
    id          uuid primary key,
    account     uuid not null,
    key         uuid,
    dialect     text not null,
    operation   text not null,
    model       text not null,
    state       text not null check (state in ('queued', 'running', 'awaiting_input', 'succeeded', 'failed', 'canceled')),
    book        text not null,
    v           smallint not null default 1,
    doc         jsonb not null,  -- what does not change: params, n, base, wish, notify, warnings
    work        jsonb not null,  -- what the engine needs to go on: its parts
    result      jsonb,           -- outputs, error, receipt, details
    progress    real not null default 0,
    hold        bigint not null,
    seq         integer not null default 1,
    owner       uuid,
    epoch       integer not null default 0,
    cancel      boolean not null default false,
    idem        text,
    parent      uuid,
    pinned_channel text,
    actions     text[],
    ref_expires timestamptz,
    created_at  timestamptz not null,
    deadline    timestamptz not null,
    started_at  timestamptz,
    finished_at timestamptz
);
create index task_account on task (account, id desc);
create index task_open on task (owner, epoch) where state in ('queued', 'running', 'awaiting_input');
create index task_idem on task (account, idem) where idem is not null;
create index task_finished on task (finished_at) where finished_at is not null;

-- Each try at a vendor, committed before anything is sent; its key is what we are known by there.
create table attempt (
    task      uuid not null,
    part      smallint not null,
    no        smallint not null,
    key       text not null,
    channel   text not null,
    state     text not null check (state in ('intent', 'accepted', 'refused', 'unknown', 'done', 'failed')),
    intent_at timestamptz not null default now(),
    ref       jsonb,
    vendor_cost bigint,
    note      text,
    primary key (task, part, no)
);
create index attempt_key on attempt (key);

create table event (
    task uuid not null,
    seq  integer not null,
    kind text not null,
    at   timestamptz not null default now(),
    data jsonb not null,
    primary key (task, seq)
) partition by range (task);
create table event_default partition of event default;

-- Outgoing webhooks: one row per message, with every answer it got.
create table delivery (
    id         uuid not null,
    task       uuid not null,
    account    uuid not null,
    event      text not null,
    notify     jsonb not null,
    state      text not null default 'pending' check (state in ('pending', 'sent', 'dead')),
    tries      jsonb not null default '[]',
    due        timestamptz not null default now(),
    primary key (id)
) partition by range (id);
create table delivery_default partition of delivery default;
create index delivery_due on delivery (due) where state = 'pending';
create index delivery_task on delivery (task);

-- Finished relay calls and task captures, as people read them: who used what.
create table usage (
    id      uuid not null,
    account uuid not null,
    key     uuid,
    book    text not null,
    model   text not null,
    meters  jsonb not null,
    amount  bigint not null,
    primary key (id)
) partition by range (id);
create table usage_default partition of usage default;
create index usage_account on usage (account, id);

create table idempotency (
    account     uuid not null,
    key         text not null,
    fingerprint bytea not null,
    task        uuid not null,
    created_at  timestamptz not null default now(),
    primary key (account, key)
);
create index idempotency_age on idempotency (created_at);

-- Files that we keep: results, and the inputs of requests. The row goes before the object.
create table asset (
    id         uuid primary key,
    account    uuid not null,
    task       uuid,
    key        text not null unique,
    mime       text not null,
    size       bigint not null,
    sha256     bytea not null,
    width      integer not null default 0,
    height     integer not null default 0,
    created_at timestamptz not null default now(),
    expires_at timestamptz
);
create index asset_task on asset (task) where task is not null;
create index asset_expiry on asset (expires_at) where expires_at is not null;
create table input (
    account    uuid not null,
    sha256     bytea not null,
    key        text not null,
    mime       text not null,
    size       bigint not null,
    width      integer not null default 0,
    height     integer not null default 0,
    used_at    timestamptz not null default now(),
    primary key (account, sha256)
);

-- What an operator changes at run time, over the catalogue's rows.
create table override (
    model   text primary key,
    enabled boolean not null default true,
    markup  numeric not null default 1
);
