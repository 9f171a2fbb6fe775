-- What an officer says of a return in review: what its headings mean, and what its cells should have held.
create table mapping_profiles (
  id bigint generated always as identity primary key,
  authority_id integer not null references authorities,
  kind text not null check (kind in ('contracts', 'systems')),
  version integer not null check (version > 0),
  headings jsonb not null check (jsonb_typeof(headings) = 'array'),
  return_id uuid references returns,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  unique (authority_id, kind, version)
);
--> statement-breakpoint
create trigger mapping_profiles_append_only before update or delete or truncate on mapping_profiles
  for each statement execute function refuse_change();
--> statement-breakpoint
create table return_corrections (
  id bigint generated always as identity primary key,
  return_id uuid not null references returns,
  data_row integer not null check (data_row > 0),
  column_number integer not null check (column_number > 0),
  code text,
  from_text text not null,
  to_text text not null check (to_text <> from_text),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  revoked_by text,
  revoked_at timestamptz,
  check ((revoked_at is null) = (revoked_by is null))
);
--> statement-breakpoint
-- A cell has one correction at a time.
create unique index return_corrections_one_a_cell on return_corrections (return_id, data_row, column_number)
  where revoked_at is null;
--> statement-breakpoint
create index return_corrections_by_return on return_corrections (return_id, id);
--> statement-breakpoint
create index return_issues_by_kind on return_issues (return_id, code, column_number);
--> statement-breakpoint
alter table returns add column stated_kind text check (stated_kind in ('contracts', 'systems'));
--> statement-breakpoint
-- Publication was asked for beforehand, and waits for an answer of the officer.
alter table returns add column held_back boolean not null default false;
--> statement-breakpoint
alter table authorities add column publish_at_once boolean not null default false;
--> statement-breakpoint
create table answered_requests (
  actor text not null,
  route text not null,
  key text not null,
  begun_at timestamptz not null default clock_timestamp(),
  fingerprint text,
  status smallint,
  answer text,
  primary key (actor, route, key),
  check ((status is null) = (answer is null) and (status is null) = (fingerprint is null))
);
--> statement-breakpoint
create index answered_requests_by_age on answered_requests (begun_at);
