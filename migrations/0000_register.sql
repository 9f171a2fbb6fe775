-- What the register is made of: authorities, the returns they hand in, and what was published from them.
create extension if not exists pg_trgm;
--> statement-breakpoint
-- Case and spacing do not tell two references or titles apart.
create function fold_key(typed text) returns text language sql immutable parallel safe
  return lower(regexp_replace(btrim(typed), '\s+', ' ', 'g'));
--> statement-breakpoint
create table authorities (
  id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  official_name text not null,
  gss_code text not null unique check (gss_code ~ '^[EWSNK][0-9]{8}$'),
  la_code text unique,
  ons_code text,
  in_london boolean not null,
  aliases text[] not null default '{}',
  neighbours text[] not null default '{}',
  population integer check (population > 0),
  tile_column smallint,
  tile_row smallint,
  created_at timestamptz not null default now()
);
--> statement-breakpoint
create table files (
  id uuid primary key default gen_random_uuid(),
  authority_id integer not null references authorities,
  name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes > 0),
  stored_at timestamptz not null default now(),
  unique (authority_id, sha256)
);
--> statement-breakpoint
create table file_chunks (
  file_id uuid not null references files on delete cascade,
  position integer not null check (position >= 0),
  bytes bytea not null,
  primary key (file_id, position)
);
--> statement-breakpoint
alter table file_chunks alter column bytes set storage external;
--> statement-breakpoint
create table returns (
  id uuid primary key default gen_random_uuid(),
  authority_id integer not null references authorities,
  file_id uuid not null references files,
  kind text not null check (kind in ('contracts', 'systems')),
  state text not null default 'received'
    check (state in ('received', 'reading', 'read', 'publishing', 'published', 'withdrawn', 'refused', 'failed')),
  publish_when_read boolean not null default false,
  is_sample boolean not null default false,
  received_at timestamptz not null default now(),
  received_by text not null,
  attempt integer not null default 0,
  heartbeat_at timestamptz,
  rows_so_far integer not null default 0,
  read_at timestamptz,
  file_facts jsonb,
  mapping jsonb,
  rows_read integer,
  rows_good integer,
  rows_bad integer,
  rows_ignored integer,
  rows_blank integer,
  refusal_code text,
  refusal_message text,
  published_at timestamptz,
  published_by text,
  publication integer,
  contracts_new integer,
  contracts_changed integer,
  contracts_unchanged integer,
  contracts_missing integer,
  withdrawn_at timestamptz,
  withdrawn_by text,
  check (rows_read is null or rows_read = rows_good + rows_bad + rows_ignored + rows_blank),
  check ((state in ('refused', 'failed')) = (refusal_code is not null)),
  check (state not in ('published', 'withdrawn') or (published_at is not null and publication is not null))
);
--> statement-breakpoint
create unique index returns_one_live_per_file on returns (authority_id, file_id)
  where state not in ('withdrawn', 'refused', 'failed');
--> statement-breakpoint
create unique index returns_publication_order on returns (authority_id, kind, publication);
--> statement-breakpoint
create index returns_unfinished on returns (state, heartbeat_at) where state in ('received', 'reading', 'publishing');
--> statement-breakpoint
create index returns_by_authority on returns (authority_id, received_at desc);
--> statement-breakpoint
create table return_rows (
  return_id uuid not null references returns on delete cascade,
  data_row integer not null check (data_row > 0),
  line integer not null,
  last_line integer not null,
  state text not null check (state in ('good', 'bad', 'ignored', 'blank')),
  cells text[] not null,
  values jsonb not null,
  primary key (return_id, data_row)
);
--> statement-breakpoint
create table return_issues (
  id bigint generated always as identity primary key,
  return_id uuid not null references returns on delete cascade,
  severity text not null check (severity in ('error', 'warning', 'note')),
  code text not null,
  line integer,
  data_row integer,
  column_number integer,
  field text,
  value text,
  message text not null,
  suggestion text
);
--> statement-breakpoint
create index return_issues_by_return on return_issues (return_id, data_row);
--> statement-breakpoint
create table suppliers (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  name text not null,
  created_at timestamptz not null default now()
);
--> statement-breakpoint
create table supplier_names (
  id bigint generated always as identity primary key,
  supplier_id uuid not null references suppliers,
  name text not null,
  company_number text not null default '',
  kind text not null,
  strict_key text not null,
  legal_form text,
  normaliser_version integer not null,
  first_seen_at timestamptz not null default now(),
  unique (name, company_number)
);
--> statement-breakpoint
create index supplier_names_by_key on supplier_names (strict_key);
--> statement-breakpoint
create index supplier_names_by_number on supplier_names (company_number) where company_number <> '';
--> statement-breakpoint
create index supplier_names_by_supplier on supplier_names (supplier_id);
--> statement-breakpoint
create table contracts (
  id uuid primary key default gen_random_uuid(),
  authority_id integer not null references authorities,
  natural_key uuid not null,
  lot_key uuid,
  version_id bigint,
  is_public boolean not null,
  local_reference text,
  title text not null,
  description text,
  department text,
  service_area text,
  contract_type text,
  cpv text,
  process_type text,
  route text,
  supplier_name_raw text not null,
  signed_on date,
  start_on date,
  current_end_on date,
  max_end_on date,
  review_on date,
  value_pence bigint,
  value_field text check (value_field in ('value_whole_term_net', 'value_whole_term_gross', 'value_annual', 'value')),
  is_sme boolean,
  is_vcse boolean,
  confirmed_return_id uuid references returns,
  check ((value_pence is null) = (value_field is null))
) with (fillfactor = 85);
--> statement-breakpoint
alter table contracts add constraint contracts_natural_key unique (authority_id, natural_key) deferrable initially deferred;
--> statement-breakpoint
create index contracts_by_lot on contracts (authority_id, lot_key) where lot_key is not null;
--> statement-breakpoint
create index contracts_by_end on contracts (current_end_on, id) where is_public;
--> statement-breakpoint
create index contracts_by_authority_end on contracts (authority_id, current_end_on, id) where is_public;
--> statement-breakpoint
create table contract_versions (
  id bigint generated always as identity primary key,
  contract_id uuid not null references contracts,
  number integer not null check (number > 0),
  return_id uuid not null references returns,
  data_row integer not null,
  values jsonb not null,
  values_hash uuid not null,
  created_at timestamptz not null default now(),
  unique (contract_id, number)
);
--> statement-breakpoint
alter table contracts add constraint contracts_version_id_fkey foreign key (version_id) references contract_versions deferrable initially deferred;
--> statement-breakpoint
create index contract_versions_by_return on contract_versions (return_id);
--> statement-breakpoint
create table contract_presence_changes (
  return_id uuid not null references returns,
  contract_id uuid not null references contracts,
  confirmed_return_id_before uuid references returns,
  primary key (return_id, contract_id)
);
--> statement-breakpoint
create index contract_presence_changes_by_contract on contract_presence_changes (contract_id);
--> statement-breakpoint
create table contract_suppliers (
  contract_id uuid not null references contracts on delete cascade,
  position smallint not null,
  supplier_name_id bigint not null references supplier_names,
  role text,
  primary key (contract_id, position)
);
--> statement-breakpoint
create index contract_suppliers_by_name on contract_suppliers (supplier_name_id);
--> statement-breakpoint
-- Words that search finds: public text only, with the index PostgreSQL makes of it.
create table contract_search (
  contract_id uuid primary key references contracts on delete cascade,
  authority_id integer not null,
  current_end_on date,
  title text not null,
  supplier text not null,
  reference text not null,
  description text not null,
  department text not null,
  words tsvector not null generated always as (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', supplier), 'A')
    || setweight(to_tsvector('simple', reference), 'B') || setweight(to_tsvector('english', description), 'C')
    || setweight(to_tsvector('english', department), 'D')
  ) stored
);
--> statement-breakpoint
create index contract_search_words on contract_search using gin (words);
--> statement-breakpoint
create table outbox (
  id bigint generated always as identity primary key,
  job text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  sends integer not null default 0
);
--> statement-breakpoint
create index outbox_unsent on outbox (id) where sent_at is null;
--> statement-breakpoint
create function announce_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', '');
  return null;
end $$;
--> statement-breakpoint
create trigger outbox_announced after insert on outbox for each statement execute function announce_outbox();
--> statement-breakpoint
create table audit_events (
  id bigint generated always as identity primary key,
  happened_at timestamptz not null default clock_timestamp(),
  actor text not null,
  action text not null,
  authority_id integer references authorities,
  subject_kind text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  reason text
);
--> statement-breakpoint
create index audit_events_by_subject on audit_events (subject_kind, subject_id, id);
--> statement-breakpoint
create index audit_events_by_authority on audit_events (authority_id, id);
--> statement-breakpoint
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger audit_events_append_only before update or delete or truncate on audit_events
  for each statement execute function refuse_change();
