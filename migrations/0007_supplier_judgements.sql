-- A search for what sounds alike, where every key fails, and for the search box.
create extension if not exists pg_trgm;
--> statement-breakpoint
-- What names no organisation belongs to no supplier.
alter table supplier_names alter column supplier_id drop not null;
--> statement-breakpoint
-- words_key: under which its candidate keys are kept. register_number: the company that the register copy says it names.
alter table supplier_names add column words_key uuid, add column register_number text;
--> statement-breakpoint
update supplier_names set normaliser_version = 0;
--> statement-breakpoint
drop index supplier_names_by_key;
--> statement-breakpoint
create index supplier_names_by_words on supplier_names (words_key) where words_key is not null;
--> statement-breakpoint
create index supplier_names_by_register_number on supplier_names (register_number) where register_number is not null;
--> statement-breakpoint
-- The oldest spelling of a supplier; by it the supplier keeps its id through merge, split and undo.
alter table suppliers add column founder_name_id bigint references supplier_names deferrable initially deferred;
--> statement-breakpoint
update suppliers s set founder_name_id = (select min(n.id) from supplier_names n where n.supplier_id = s.id);
--> statement-breakpoint
alter table suppliers add unique (founder_name_id);
--> statement-breakpoint
create index suppliers_by_name_alike on suppliers using gin (name gin_trgm_ops);
--> statement-breakpoint
create table supplier_keys (
  kind text not null,
  value text not null,
  words_key uuid not null,
  normaliser_version integer not null,
  primary key (kind, value, words_key)
);
--> statement-breakpoint
-- Two ways of writing a name of which some spellings were merged by a rule.
create table supplier_word_links (
  words_key uuid not null,
  other_words_key uuid not null,
  primary key (words_key, other_words_key),
  check (words_key < other_words_key)
);
--> statement-breakpoint
create index supplier_word_links_by_other on supplier_word_links (other_words_key);
--> statement-breakpoint
-- What the rules decided about a spelling when it came, and on what grounds.
create table supplier_decisions (
  name_id bigint not null references supplier_names,
  other_name_id bigint not null references supplier_names,
  decision text not null check (decision in ('merge', 'review')),
  reason text,
  rule text,
  score double precision not null,
  explanation text not null,
  parts jsonb not null,
  normaliser_version integer not null,
  weights_version integer not null,
  decided_at timestamptz not null default now(),
  primary key (name_id, other_name_id),
  check (name_id <> other_name_id)
);
--> statement-breakpoint
create index supplier_decisions_to_review on supplier_decisions (other_name_id) where decision = 'review';
--> statement-breakpoint
create table supplier_judgements (
  id bigint generated always as identity primary key,
  act uuid not null,
  left_name_id bigint not null references supplier_names,
  right_name_id bigint not null references supplier_names,
  verdict text not null check (verdict in ('same', 'different', 'unsure')),
  actor text not null,
  reason text not null,
  evidence jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz,
  revoked_by text,
  check (left_name_id <> right_name_id),
  check ((revoked_at is null) = (revoked_by is null))
);
--> statement-breakpoint
create index supplier_judgements_by_left on supplier_judgements (left_name_id);
--> statement-breakpoint
create index supplier_judgements_by_right on supplier_judgements (right_name_id);
--> statement-breakpoint
create index supplier_judgements_by_act on supplier_judgements (act);
--> statement-breakpoint
create function refuse_unless_revoking() returns trigger language plpgsql as $$
begin
  if old.revoked_at is null and new.revoked_at is not null
    and to_jsonb(new) - '{revoked_at,revoked_by}'::text[] = to_jsonb(old) - '{revoked_at,revoked_by}'::text[]
  then
    return new;
  end if;
  raise exception '% is append-only, but for revoking once', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger supplier_judgements_revoked_once before update on supplier_judgements
  for each row execute function refuse_unless_revoking();
--> statement-breakpoint
create trigger supplier_judgements_append_only before delete or truncate on supplier_judgements
  for each statement execute function refuse_change();
--> statement-breakpoint
-- Suppliers that were merged away: their addresses lead on, and a split brings them back as they were.
create table supplier_retirements (
  founder_name_id bigint primary key references supplier_names,
  supplier_id uuid not null unique,
  slug text not null unique,
  name text not null,
  created_at timestamptz not null,
  retired_at timestamptz not null default now()
);
--> statement-breakpoint
create table supplier_identifiers (
  supplier_name_id bigint not null references supplier_names,
  scheme text not null,
  value text not null,
  source text not null,
  actor text not null,
  created_at timestamptz not null default now(),
  primary key (supplier_name_id, scheme, value)
);
--> statement-breakpoint
create index supplier_identifiers_by_value on supplier_identifiers (scheme, value);
--> statement-breakpoint
-- Who belongs to whose group; never a merge.
create table supplier_parents (
  id bigint generated always as identity primary key,
  child_name_id bigint not null references supplier_names,
  parent_name_id bigint not null references supplier_names,
  source text not null,
  actor text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  check (child_name_id <> parent_name_id)
);
--> statement-breakpoint
create index supplier_parents_by_child on supplier_parents (child_name_id);
--> statement-breakpoint
create index supplier_parents_by_parent on supplier_parents (parent_name_id);
--> statement-breakpoint
create table companies (
  number text primary key,
  name text not null,
  status text not null,
  loaded_at timestamptz not null default now()
);
--> statement-breakpoint
-- Names a company has and had; held_until is empty for the present one.
create table company_names (
  company_number text not null references companies,
  name text not null,
  strict_key text not null,
  held_until date,
  normaliser_version integer not null,
  primary key (company_number, name)
);
--> statement-breakpoint
create index company_names_by_key on company_names (strict_key) where strict_key <> '';
--> statement-breakpoint
revoke insert, update, delete on suppliers, supplier_names, supplier_keys, supplier_word_links, supplier_decisions,
  supplier_judgements, supplier_retirements, supplier_identifiers, supplier_parents, companies, company_names
  from thirty3_app;
