-- A row that an earlier return stated in the same words is not stored again: the return says where it stands. What a return
-- says, row by row and issue by issue, is read as before: from return_rows and return_issues, which are views now.
alter table return_rows rename to stated_rows;
--> statement-breakpoint
alter index return_rows_pkey rename to stated_rows_pkey;
--> statement-breakpoint
alter table return_issues rename to stated_issues;
--> statement-breakpoint
alter index return_issues_pkey rename to stated_issues_pkey;
--> statement-breakpoint
alter index return_issues_by_return rename to stated_issues_by_return;
--> statement-breakpoint
alter index return_issues_by_kind rename to stated_issues_by_kind;
--> statement-breakpoint
-- The returns whose rows a return carries on; they cannot be removed while it does.
create table return_sources (
  return_id uuid not null references returns on delete cascade,
  source_return_id uuid not null references returns,
  primary key (return_id, source_return_id),
  check (return_id <> source_return_id)
);
--> statement-breakpoint
create index return_sources_by_source on return_sources (source_return_id);
--> statement-breakpoint
-- No foreign key for each of a hundred thousand rows, which would cost more than to store them: the pairs of returns have one,
-- and each statement is checked against them as a whole.
create table carried_rows (
  return_id uuid not null,
  data_row integer not null check (data_row > 0),
  line integer not null,
  last_line integer not null,
  state text not null check (state in ('good', 'bad')),
  source_return_id uuid not null,
  source_data_row integer not null,
  primary key (return_id, data_row)
);
--> statement-breakpoint
create function check_carried_rows() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct return_id, source_return_id from added) pairs
    where not exists (
      select from return_sources s where s.return_id = pairs.return_id and s.source_return_id = pairs.source_return_id)
  ) then
    raise foreign_key_violation using message = 'A carried row names a return that is not a source of its own.';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger carried_rows_of_sources after insert on carried_rows
  referencing new table as added for each statement execute function check_carried_rows();
--> statement-breakpoint
create function forget_carried_rows() returns trigger language plpgsql as $$
begin
  delete from carried_rows c using removed r where c.return_id = r.return_id and c.source_return_id = r.source_return_id;
  return null;
end $$;
--> statement-breakpoint
create trigger return_sources_gone after delete on return_sources
  referencing old table as removed for each statement execute function forget_carried_rows();
--> statement-breakpoint
create function keep_carried_sources() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct return_id from removed) gone join return_sources s on s.source_return_id = gone.return_id
  ) then
    raise foreign_key_violation using message = 'Rows that another return carries on cannot be removed.';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stated_rows_kept after delete on stated_rows
  referencing old table as removed for each statement execute function keep_carried_sources();
--> statement-breakpoint
-- What the rows of a return were read from, and as, for the returns that come after it: of good rows that were read by
-- themselves, as nobody corrected them and they say nothing of other rows.
create table row_prints (
  return_id uuid not null references returns on delete cascade,
  position integer not null,
  prints bytea not null,
  primary key (return_id, position)
);
--> statement-breakpoint
alter table row_prints alter column prints set storage external;
--> statement-breakpoint
-- By which headings, rules and settings the rows were read: rows of two returns are alike only where it is the same.
alter table returns add column reading_basis text;
--> statement-breakpoint
alter table return_sources enable row level security;
--> statement-breakpoint
create policy own_authority on return_sources to thirty3_app
  using (exists (select from returns r where r.id = return_id))
  with check (exists (select from returns r where r.id = return_id)
    and exists (select from returns r where r.id = source_return_id));
--> statement-breakpoint
alter table carried_rows enable row level security;
--> statement-breakpoint
create policy own_authority on carried_rows to thirty3_app
  using (exists (select from returns r where r.id = return_id));
--> statement-breakpoint
alter table row_prints enable row level security;
--> statement-breakpoint
create policy own_authority on row_prints to thirty3_app
  using (exists (select from returns r where r.id = return_id));
--> statement-breakpoint
-- By way of the sources: the rows of one return are then sought among those of its sources, not among all there are.
create view return_rows with (security_invoker = true) as
  select return_id, data_row, line, last_line, state, cells, values, values_hash from stated_rows
  union all
  select o.return_id, c.data_row, c.line, c.last_line, c.state, s.cells, s.values, s.values_hash
  from return_sources o
  join carried_rows c on c.return_id = o.return_id and c.source_return_id = o.source_return_id
  join stated_rows s on s.return_id = o.source_return_id and s.data_row = c.source_data_row;
--> statement-breakpoint
-- What is wrong with a row by itself is carried on with it, its message beginning with the line it now stands on; a jump in its
-- value was one against the register of that day.
create view return_issues with (security_invoker = true) as
  select id, return_id, severity, code, line, data_row, column_number, field, value, message, suggestion from stated_issues
  union all
  select s.id, o.return_id, s.severity, s.code, c.line, c.data_row, s.column_number, s.field, s.value,
    'Line ' || c.line || substr(s.message, length('Line ' || s.line) + 1), s.suggestion
  from return_sources o
  join carried_rows c on c.return_id = o.return_id and c.source_return_id = o.source_return_id
  join stated_issues s on s.return_id = o.source_return_id and s.data_row = c.source_data_row and s.code <> 'value_jump';
--> statement-breakpoint
-- Publishing asks which contracts of an authority are found by a technology: few are, and the others need not be looked through.
create index contract_search_of_technologies on contract_search (authority_id) where technology <> '';
