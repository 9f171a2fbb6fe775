-- Notices of Find a Tender and Contracts Finder, what they are linked to, and how far the collector has come.

create table notices (
  id bigint generated always as identity primary key,
  ocid text not null,
  release_id text not null,
  released_at timestamptz not null,
  service text not null check (service in ('Find a Tender', 'Contracts Finder', 'another service')),
  tags text[] not null,
  -- The type the notice names itself; what the rules read it as.
  notice_type text check (notice_type ~ '^UK[0-9]{1,2}$'),
  counts_as text check (counts_as ~ '^UK[0-9]{1,2}$'),
  published_on date not null,
  -- Null where the buyer is none of the authorities of the register.
  authority_id integer references authorities,
  buyer_name text not null,
  title text not null,
  description text not null,
  start_on date,
  end_on date,
  latest_end_on date,
  signed_on date,
  tender_by date,
  -- Pence; `unsaid` where the notice does not say whether VAT is in it.
  value_net bigint,
  value_gross bigint,
  value_unsaid bigint,
  cpv text[] not null,
  -- Letters and digits of references alone; digits of ProContract numbers.
  reference_keys text[] not null,
  portal_numbers text[] not null,
  related jsonb not null check (jsonb_typeof(related) = 'array'),
  suppliers jsonb not null check (jsonb_typeof(suppliers) = 'array'),
  supplier_ids uuid[] not null,
  url text,
  is_made_up boolean not null,
  -- The release as it was published, names of contact persons and all: read by nobody but whoever keeps the database.
  raw jsonb not null,
  imported_at timestamptz not null default clock_timestamp(),
  unique (ocid, release_id)
);
--> statement-breakpoint
create index notices_by_authority on notices (authority_id, ocid) where authority_id is not null;
--> statement-breakpoint
-- Which contract a procurement process (ocid) is about: every release of it, those to come as well.
create table notice_links (
  id uuid primary key default gen_random_uuid(),
  ocid text not null,
  contract_id uuid not null references contracts,
  authority_id integer not null references authorities,
  -- `doubtful` waits for somebody to judge.
  state text not null check (state in ('linked', 'doubtful', 'rejected')),
  -- Whether it is the notice of this contract or of what follows it; null leaves it to the day of each notice.
  about text check (about in ('current', 'next')),
  method text not null check (method in ('related process', 'ocid', 'portal number', 'local reference',
    'supplier, start and value', 'title', 'officer')),
  explanation text not null,
  -- A person said so: what the rules find later does not change it.
  is_judged boolean not null default false,
  linked_at timestamptz not null default clock_timestamp(),
  unique (ocid, contract_id)
);
--> statement-breakpoint
create index notice_links_by_contract on notice_links (contract_id) where state = 'linked';
--> statement-breakpoint
create index notice_links_doubtful on notice_links (authority_id, linked_at) where state = 'doubtful';
--> statement-breakpoint
-- What people said of a link, and what it was before, so that it can be taken back.
create table notice_judgements (
  id uuid primary key default gen_random_uuid(),
  link_id uuid not null references notice_links on delete cascade,
  verdict text not null check (verdict in ('current', 'next', 'not the same')),
  reason text not null check (length(reason) <= 500),
  before jsonb not null,
  judged_by text not null,
  judged_at timestamptz not null default clock_timestamp(),
  undone_by text,
  undone_at timestamptz
);
--> statement-breakpoint
create index notice_judgements_by_link on notice_judgements (link_id, judged_at);
--> statement-breakpoint
-- How far each service was read; kept with every page, so that a stop in between costs one page.
create table notice_sources (
  source text primary key check (source in ('find-a-tender', 'contracts-finder')),
  -- The page to ask for next; null begins a new run from `updated_from`.
  next_url text,
  updated_from timestamptz,
  -- The latest release of the run that is under way; the next one begins there.
  seen_until timestamptz,
  -- Of the first page of a run that had no other, to be asked for again.
  etag text,
  last_modified text,
  -- The service asked us to wait until then.
  not_before timestamptz,
  -- Held by one run at a time.
  claimed_until timestamptz,
  pages bigint not null default 0,
  releases bigint not null default 0,
  kept bigint not null default 0,
  -- Releases whose buyer is none of the authorities: read and not kept.
  of_others bigint not null default 0,
  refused bigint not null default 0,
  last_problem text,
  looked_at timestamptz
);
--> statement-breakpoint
alter table notice_links enable row level security;
--> statement-breakpoint
create policy public_read on notice_links for select to thirty3_app
  using (state = 'linked' and exists (select from contracts c where c.id = contract_id));
--> statement-breakpoint
create policy own_authority on notice_links to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
alter table notice_judgements enable row level security;
--> statement-breakpoint
create policy own_authority on notice_judgements to thirty3_app
  using (exists (select from notice_links l where l.id = link_id and within_walls(l.authority_id)));
--> statement-breakpoint
revoke insert, update, delete on notices, notice_sources from thirty3_app;
--> statement-breakpoint
revoke insert, delete on notice_links from thirty3_app;
--> statement-breakpoint
revoke delete on notice_judgements from thirty3_app;
--> statement-breakpoint
create trigger notices_change_register after insert or update or delete on notices
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger notice_links_change_register after insert or update or delete on notice_links
  for each statement execute function note_register_change();
