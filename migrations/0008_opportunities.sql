-- Upcoming tenders: the rules they follow, what was derived from each contract, how that changed, what authorities intend.

create table rule_rows (
  id bigint generated always as identity primary key,
  rule_table text not null check (rule_table in ('thresholds', 'lead-times', 'plan-days', 'assumptions', 'notice-rules', 'bank-holidays')),
  -- What the row is about: a kind, a band, a name, a rule or a day.
  subject text not null,
  -- First and last day on which it holds; null is without limit.
  effective_from date,
  effective_to date,
  source text not null check (source <> ''),
  -- The other columns of its table, as text by name.
  cells jsonb not null check (jsonb_typeof(cells) = 'object'),
  -- `kept`: comes with the program and follows it; `admin`: changed here, and left alone.
  origin text not null default 'kept' check (origin in ('kept', 'admin')),
  check (effective_to >= effective_from),
  unique nulls not distinct (rule_table, subject, effective_from)
);
--> statement-breakpoint
create table contract_intentions (
  id bigint generated always as identity primary key,
  contract_id uuid not null references contracts,
  answer text not null check (answer in ('re-tender', 'extend', 'stop', 'joint', 'not decided')),
  -- The day on which the authority said or decided so.
  said_on date not null,
  -- For everybody to read.
  note text not null check (length(note) <= 500),
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null
);
--> statement-breakpoint
create index contract_intentions_by_contract on contract_intentions (contract_id, id);
--> statement-breakpoint
create trigger contract_intentions_append_only before update or delete or truncate on contract_intentions
  for each statement execute function refuse_change();
--> statement-breakpoint
-- One for each contract that ever was public, for good: shown only while the contract is public. The columns without
-- `later_` tell of the earliest end, those with it of the end after every option, where that is another.
create table opportunities (
  id uuid primary key default gen_random_uuid(),
  contract_id uuid not null unique references contracts,
  authority_id integer not null references authorities,
  service_area_code text references service_areas,
  phase text check (phase in ('watch', 'talk now', 'tender due', 'late', 'published', 'awarded', 'closed', 'lapsed', 'stopping')),
  upcoming boolean not null,
  earliest_end date,
  approach_from date,
  approach_by date,
  tender_latest date,
  decide_by date,
  decide_by_assumed boolean not null,
  latest_end date,
  later_approach_from date,
  later_approach_by date,
  later_tender_latest date,
  confidence smallint not null check (confidence between 0 and 100),
  confidence_parts jsonb not null,
  value_net bigint,
  value_gross bigint,
  value_band text not null,
  above_threshold text not null check (above_threshold in ('yes', 'no', 'unknown')),
  sme_fit text not null check (sme_fit in ('good', 'possible', 'hard', 'not known')),
  likely_route text not null,
  framework text,
  joint boolean not null,
  direct_award boolean not null,
  engagement_under_way boolean not null,
  first_derived_on date not null,
  changed_on date not null,
  check (not upcoming or phase in ('watch', 'talk now', 'tender due', 'late', 'published')),
  check ((earliest_end is null) = (approach_from is null))
);
--> statement-breakpoint
create index opportunities_by_authority on opportunities (authority_id, phase);
--> statement-breakpoint
create index opportunities_by_end on opportunities (earliest_end) where upcoming;
--> statement-breakpoint
-- A phase or a day that became another: what it was and what it became, only the fields that differ.
create table opportunity_changes (
  id bigint generated always as identity primary key,
  opportunity_id uuid not null references opportunities,
  derived_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  before jsonb not null,
  after jsonb not null
);
--> statement-breakpoint
create index opportunity_changes_by_opportunity on opportunity_changes (opportunity_id, id);
--> statement-breakpoint
create trigger opportunity_changes_append_only before update or delete or truncate on opportunity_changes
  for each statement execute function refuse_change();
--> statement-breakpoint
-- When everything was last derived, and for which day.
create table opportunity_runs (
  id bigint generated always as identity primary key,
  derived_on date not null,
  finished_at timestamptz not null default clock_timestamp(),
  contracts integer not null,
  changed integer not null
);
--> statement-breakpoint
alter table contract_intentions enable row level security;
--> statement-breakpoint
create policy public_read on contract_intentions for select to thirty3_app
  using (exists (select from contracts c where c.id = contract_id));
--> statement-breakpoint
create policy own_authority on contract_intentions to thirty3_app
  using (exists (select from contracts c where c.id = contract_id and within_walls(c.authority_id)));
--> statement-breakpoint
alter table opportunities enable row level security;
--> statement-breakpoint
create policy public_read on opportunities for select to thirty3_app
  using (exists (select from contracts c where c.id = contract_id));
--> statement-breakpoint
create policy own_authority on opportunities to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
alter table opportunity_changes enable row level security;
--> statement-breakpoint
create policy public_read on opportunity_changes for select to thirty3_app
  using (exists (select from opportunities o where o.id = opportunity_id));
--> statement-breakpoint
create policy own_authority on opportunity_changes to thirty3_app
  using (exists (select from opportunities o where o.id = opportunity_id and within_walls(o.authority_id)));
--> statement-breakpoint
revoke insert, update, delete on rule_rows, opportunity_runs from thirty3_app;
--> statement-breakpoint
revoke update, delete on contract_intentions, opportunity_changes from thirty3_app;
