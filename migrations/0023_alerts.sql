-- Saved searches of upcoming tenders, what they matched, and how that is told. Addresses are personal data: deleted with the
-- last search, an unconfirmed search after seven days.

-- In the order of their commits, since whoever derives holds a lock: what came after a number is new.
alter table opportunities add column arrival bigint generated always as identity;
--> statement-breakpoint
create index opportunities_by_arrival on opportunities (arrival);
--> statement-breakpoint
-- What a message has beside its plain text: HTML, its part of the Message-ID, the address that ends such messages.
alter table mails add column html text, add column message_id text, add column unsubscribe text;
--> statement-breakpoint
create table subscribers (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email)),
  -- When a link to confirm or manage was last asked for and sent; the first of a London day counts.
  link_asked_at timestamptz,
  link_sent_at timestamptz,
  -- Links carry it: raising it ends those handed out.
  link_generation integer not null default 1,
  created_at timestamptz not null default clock_timestamp()
);
--> statement-breakpoint
create table saved_searches (
  id uuid primary key default gen_random_uuid(),
  subscriber_id uuid not null references subscribers on delete cascade,
  name text not null check (length(name) between 1 and 300),
  -- The filter of the list, without cursor and limit.
  filters jsonb not null,
  frequency text not null check (frequency in ('at once', 'daily', 'weekly')),
  confirmed_at timestamptz,
  paused_at timestamptz,
  mail_stopped_at timestamptz,
  feed_generation integer not null default 1,
  webhook_url text check (length(webhook_url) <= 500),
  webhook_generation integer not null default 1,
  -- Matches that are counted, since there were too many to keep each.
  more_matches integer not null default 0,
  last_digest_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
--> statement-breakpoint
create index saved_searches_by_subscriber on saved_searches (subscriber_id, created_at);
--> statement-breakpoint
create table digests (
  id uuid primary key default gen_random_uuid(),
  search_id uuid not null references saved_searches on delete cascade,
  is_test boolean not null default false,
  more_matches integer not null default 0,
  made_at timestamptz not null default clock_timestamp()
);
--> statement-breakpoint
create index digests_by_search on digests (search_id, made_at);
--> statement-breakpoint
-- A change of an opportunity that a search asked for; never the same twice.
create table search_matches (
  id bigint generated always as identity primary key,
  search_id uuid not null references saved_searches on delete cascade,
  opportunity_id uuid not null references opportunities,
  -- What changed, by a name of its own: `new`, `soon:…`, `change:…`.
  change text not null,
  kind text not null check (kind in ('present', 'new', 'ending soon', 'opened', 'published', 'moved')),
  before jsonb,
  after jsonb,
  matched_on date not null,
  digest_id uuid references digests on delete set null,
  unique (search_id, opportunity_id, change)
);
--> statement-breakpoint
create index search_matches_untold on search_matches (search_id) where digest_id is null;
--> statement-breakpoint
create index search_matches_by_digest on search_matches (digest_id);
--> statement-breakpoint
create table digest_deliveries (
  digest_id uuid not null references digests on delete cascade,
  channel text not null check (channel in ('mail', 'webhook')),
  next_try_at timestamptz not null default clock_timestamp(),
  tries integer not null default 0,
  sent_at timestamptz,
  given_up_at timestamptz,
  last_error text,
  primary key (digest_id, channel)
);
--> statement-breakpoint
create index digest_deliveries_due on digest_deliveries (next_try_at) where sent_at is null and given_up_at is null;
--> statement-breakpoint
-- How far matching has come: what stood in the register before is not new.
create table matching_marks (
  is_only boolean primary key default true check (is_only),
  arrival bigint not null,
  change_id bigint not null,
  matched_for date
);
--> statement-breakpoint
insert into matching_marks (arrival, change_id)
select (select coalesce(max(arrival), 0) from opportunities), (select coalesce(max(id), 0) from opportunity_changes);
--> statement-breakpoint
revoke all on subscribers, saved_searches, digests, search_matches, digest_deliveries, matching_marks from thirty3_app;
