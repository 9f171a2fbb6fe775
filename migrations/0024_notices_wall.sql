-- Notices are published by national services: everybody may read what was read of them, and nobody but whoever keeps the
-- database the releases as they came, with the names of contact persons.
alter table notices enable row level security;
--> statement-breakpoint
create policy public_read on notices for select to thirty3_app using (true);
--> statement-breakpoint
revoke select on notices from thirty3_app;
--> statement-breakpoint
grant select (id, ocid, release_id, released_at, service, tags, notice_type, counts_as, published_on, authority_id,
  buyer_name, title, description, start_on, end_on, latest_end_on, signed_on, tender_by, value_net, value_gross,
  value_unsaid, cpv, reference_keys, portal_numbers, related, suppliers, supplier_ids, url, is_made_up, imported_at)
  on notices to thirty3_app;
