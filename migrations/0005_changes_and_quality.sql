-- What a return will change, what an authority says of contracts it left out, and how good its register is, day by day.

-- What a row says of its contract. How the term was spelt, whose register it is and the day it was drawn up are no part of
-- it where they tell nothing more; a blank cell is the same as no column.
create function contract_statement(given jsonb) returns jsonb language sql immutable parallel safe
  return jsonb_strip_nulls(given - case when jsonb_typeof(given -> 'options') = 'array'
    then '{authority_name,effective_date,term_text}'::text[] else '{authority_name,effective_date}'::text[] end);
--> statement-breakpoint
update contract_versions set values_hash = md5(contract_statement(values)::text)::uuid;
--> statement-breakpoint
alter table returns add column compared_at timestamptz;
--> statement-breakpoint
-- The publication it was compared with; null where there was none.
alter table returns add column compared_with uuid references returns;
--> statement-breakpoint
-- The reading that was compared.
alter table returns add column compared_attempt integer;
--> statement-breakpoint
create table return_changes (
  return_id uuid not null references returns on delete cascade,
  position integer not null check (position > 0),
  kind text not null check (kind in ('new', 'changed', 'unchanged', 'missing', 'missing_before')),
  data_row integer,
  contract_id uuid references contracts,
  changes jsonb,
  primary key (return_id, position),
  check (kind = 'new' or contract_id is not null),
  check (kind in ('missing', 'missing_before') or data_row is not null),
  check ((kind = 'changed') = (changes is not null))
);
--> statement-breakpoint
create index return_changes_by_kind on return_changes (return_id, kind, position);
--> statement-breakpoint
create table contract_answers (
  id bigint generated always as identity primary key,
  contract_id uuid not null references contracts,
  return_id uuid not null references returns,
  answer text not null check (answer in ('ended', 'still_running', 'forgotten')),
  ended_on date,
  answered_at timestamptz not null default clock_timestamp(),
  answered_by text not null,
  check ((answer = 'ended') = (ended_on is not null))
);
--> statement-breakpoint
create index contract_answers_by_contract on contract_answers (contract_id, id);
--> statement-breakpoint
create trigger contract_answers_append_only before update or delete or truncate on contract_answers
  for each statement execute function refuse_change();
--> statement-breakpoint
create table quality_scores (
  authority_id integer not null references authorities,
  scored_on date not null,
  return_id uuid not null references returns,
  points integer not null check (points between 0 and 100),
  dimensions jsonb not null,
  primary key (authority_id, scored_on)
);
