-- What is proposed to the officers of contracts that could end together, and how far an authority has come with what follows
-- each of its contracts: for officers alone.
create table joint_proposals (
  id uuid primary key default gen_random_uuid(),
  technology_id uuid references technologies,
  service_area_code text references service_areas,
  target date not null,
  note text not null check (length(note) <= 500),
  -- Whose officer proposed it; null for a procurement lead of none.
  authority_id integer references authorities,
  proposed_by text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  check (num_nonnulls(technology_id, service_area_code) = 1)
);
--> statement-breakpoint
create table joint_proposal_contracts (
  proposal_id uuid not null references joint_proposals,
  contract_id uuid not null references contracts,
  authority_id integer not null references authorities,
  -- How it would meet the target, as found on the day it was proposed.
  end_on date not null,
  options_used smallint not null,
  months_extended smallint not null,
  decide_by date,
  answer text check (answer in ('accepted', 'declined')),
  answer_note text check (length(answer_note) <= 500),
  answered_by text,
  answered_at timestamptz,
  primary key (proposal_id, contract_id),
  check (num_nulls(answer, answer_note, answered_by, answered_at) in (0, 4))
);
--> statement-breakpoint
create index joint_proposal_contracts_by_authority on joint_proposal_contracts (authority_id, proposal_id);
--> statement-breakpoint
create index joint_proposals_by_proposer on joint_proposals (proposed_by, proposed_at);
--> statement-breakpoint
create trigger joint_proposals_append_only before update or delete or truncate on joint_proposals
  for each statement execute function refuse_change();
--> statement-breakpoint
create function keep_joint_answer() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.answer is not null
    or to_jsonb(old) - '{answer,answer_note,answered_by,answered_at}'::text[]
      <> to_jsonb(new) - '{answer,answer_note,answered_by,answered_at}'::text[] then
    raise exception 'A proposal can be answered once and not otherwise changed.';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger keep_joint_answer before update or delete on joint_proposal_contracts
  for each row execute function keep_joint_answer();
--> statement-breakpoint
-- A proposal is read by every authority it concerns, whole; each answers for its own contracts alone.
create function concerns_account(proposal uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from joint_proposal_contracts m where m.proposal_id = proposal and within_walls(m.authority_id))
    or exists (select from joint_proposals p where p.id = proposal and within_walls(p.authority_id))
$$;
--> statement-breakpoint
alter table joint_proposals enable row level security;
--> statement-breakpoint
create policy concerned on joint_proposals for select to thirty3_app using (concerns_account(id));
--> statement-breakpoint
alter table joint_proposal_contracts enable row level security;
--> statement-breakpoint
create policy concerned on joint_proposal_contracts for select to thirty3_app using (concerns_account(proposal_id));
--> statement-breakpoint
create policy own_authority on joint_proposal_contracts to thirty3_app using (within_walls(authority_id));
--> statement-breakpoint
revoke insert, update, delete on joint_proposals, joint_proposal_contracts from thirty3_app;
--> statement-breakpoint
grant update (answer, answer_note, answered_by, answered_at) on joint_proposal_contracts to thirty3_app;
--> statement-breakpoint
-- Every entry is kept; the last counts.
create table renewal_entries (
  id bigint generated always as identity primary key,
  contract_id uuid not null references contracts,
  authority_id integer not null references authorities,
  stage text not null check (stage in ('not started', 'reviewing', 'engaging', 'tendering', 'evaluating', 'decided', 'finished')),
  owner text not null check (length(owner) <= 100),
  next_decision_on date,
  -- What was decided with this entry; empty where nothing was.
  decision text not null check (length(decision) <= 500),
  note text not null check (length(note) <= 2000),
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null
);
--> statement-breakpoint
create index renewal_entries_by_contract on renewal_entries (contract_id, id);
--> statement-breakpoint
create index renewal_entries_by_authority on renewal_entries (authority_id, contract_id, id);
--> statement-breakpoint
create trigger renewal_entries_append_only before update or delete or truncate on renewal_entries
  for each statement execute function refuse_change();
--> statement-breakpoint
alter table renewal_entries enable row level security;
--> statement-breakpoint
create policy own_authority on renewal_entries to thirty3_app using (within_walls(authority_id))
  with check (exists (select from contracts c where c.id = contract_id and c.authority_id = renewal_entries.authority_id
    and within_walls(c.authority_id)));
--> statement-breakpoint
revoke update, delete on renewal_entries from thirty3_app;
