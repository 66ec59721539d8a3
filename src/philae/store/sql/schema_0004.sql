-- Responses that clients find again by their ids. A conversation is a chain: each has its own input and output alone,
-- `previous` is what it goes on from, `thread` the first of all. It is kept as long as its latest response.
create table response (
    id         uuid primary key,
    account    uuid not null,
    thread     uuid not null,
    previous   uuid,
    status     text not null check (status in ('in_progress', 'completed', 'incomplete', 'failed', 'cancelled')),
    background boolean not null,
    worker     uuid,            -- who makes it: of one in the background
    head       bytea not null,  -- the response object without its output, JSON
    input      bytea not null,
    output     bytea not null,
    failure    jsonb,           -- its error, where the head was written before
    items      text[] not null,
    created_at timestamptz not null default now()
);
create index response_thread on response (thread, created_at);
create index response_created on response (created_at);
create index response_open on response (worker) where status = 'in_progress';
create index response_items on response using gin (items);
