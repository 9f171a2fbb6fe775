-- More of what the pages of contracts show: an answer that was kept is asked for anew when any of it changes.
create trigger contract_versions_change_register after insert or update or delete on contract_versions
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger withholdings_change_register after insert or update or delete on withholdings
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger opportunities_change_register after insert or update or delete on opportunities
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger contract_intentions_change_register after insert or update or delete on contract_intentions
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger deployments_change_register after insert or update or delete on deployments
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger technologies_change_register after insert or update or delete on technologies
  for each statement execute function note_register_change();
