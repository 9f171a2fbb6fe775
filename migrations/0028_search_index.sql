-- Web processes keep the register in memory for searching, and read anew what changed: so each change notes its table and,
-- where the rows of a table belong to an authority, whose they were.
alter table register_changes add column table_name text;
--> statement-breakpoint
-- Null where rows of this table belong to nobody; in rows from before, where nothing was noted.
alter table register_changes add column authority_id integer;
--> statement-breakpoint
create or replace function note_register_change() returns trigger language plpgsql as $$
begin
  insert into register_changes (table_name) values (tg_table_name);
  return null;
end $$;
--> statement-breakpoint
-- One note for each authority whose rows a statement changed; none where it changed no row.
create function note_change_of_authorities() returns trigger language plpgsql as $$
begin
  insert into register_changes (table_name, authority_id)
  select tg_table_name, authority_id from (select distinct authority_id from changed) whose;
  return null;
end $$;
--> statement-breakpoint
-- The same for rows that belong to a contract. Planned anew each time: there may be one row, or a hundred thousand.
create function note_change_of_contracts() returns trigger language plpgsql as $$
begin
  execute 'insert into register_changes (table_name, authority_id)
    select $1, authority_id from (
      select distinct c.authority_id from changed join contracts c on c.id = changed.contract_id) whose'
    using tg_table_name;
  return null;
end $$;
--> statement-breakpoint
create function note_change_of_return() returns trigger language plpgsql as $$
begin
  insert into register_changes (table_name, authority_id) values (tg_table_name, new.authority_id);
  return null;
end $$;
--> statement-breakpoint
drop trigger contracts_change_register on contracts;
--> statement-breakpoint
create trigger contracts_insert_noted after insert on contracts
  referencing new table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
create trigger contracts_update_noted after update on contracts
  referencing new table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
create trigger contracts_delete_noted after delete on contracts
  referencing old table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
drop trigger contract_search_changes_register on contract_search;
--> statement-breakpoint
create trigger contract_search_insert_noted after insert on contract_search
  referencing new table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
create trigger contract_search_update_noted after update on contract_search
  referencing new table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
create trigger contract_search_delete_noted after delete on contract_search
  referencing old table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
drop trigger contract_technologies_change_register on contract_technologies;
--> statement-breakpoint
create trigger contract_technologies_insert_noted after insert on contract_technologies
  referencing new table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
create trigger contract_technologies_update_noted after update on contract_technologies
  referencing new table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
create trigger contract_technologies_delete_noted after delete on contract_technologies
  referencing old table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
drop trigger deployments_change_register on deployments;
--> statement-breakpoint
create trigger deployments_insert_noted after insert on deployments
  referencing new table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
create trigger deployments_update_noted after update on deployments
  referencing new table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
create trigger deployments_delete_noted after delete on deployments
  referencing old table as changed for each statement execute function note_change_of_authorities();
--> statement-breakpoint
drop trigger contract_suppliers_change_register on contract_suppliers;
--> statement-breakpoint
create trigger contract_suppliers_insert_noted after insert on contract_suppliers
  referencing new table as changed for each statement execute function note_change_of_contracts();
--> statement-breakpoint
create trigger contract_suppliers_update_noted after update on contract_suppliers
  referencing new table as changed for each statement execute function note_change_of_contracts();
--> statement-breakpoint
create trigger contract_suppliers_delete_noted after delete on contract_suppliers
  referencing old table as changed for each statement execute function note_change_of_contracts();
--> statement-breakpoint
drop trigger contract_answers_change_register on contract_answers;
--> statement-breakpoint
create trigger contract_answers_insert_noted after insert on contract_answers
  referencing new table as changed for each statement execute function note_change_of_contracts();
--> statement-breakpoint
drop trigger returns_change_register on returns;
--> statement-breakpoint
-- What is published, and what is no longer; returns under way show nowhere.
create trigger returns_publication_noted after update of state, published_at on returns
  for each row when (old.state = 'published' or new.state = 'published' or old.published_at is distinct from new.published_at)
  execute function note_change_of_return();
--> statement-breakpoint
-- Which authority changed something is no secret, since the register shows the change; a note is never altered or taken away.
alter table register_changes enable row level security;
--> statement-breakpoint
create policy public_read on register_changes for select to thirty3_app using (true);
--> statement-breakpoint
create policy noted on register_changes for insert to thirty3_app with check (true);
