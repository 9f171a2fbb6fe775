-- What a contract costs in a year, kept beside each of its versions and made of what the public may see of it alone: what is
-- withheld is in no figure of the market, and a figure follows when a withholding rewrites a version.
create function day_of(written text) returns date language sql immutable parallel safe
  return make_date(left(written, 4)::int, substr(written, 6, 2)::int, substr(written, 9, 2)::int);
--> statement-breakpoint
-- Whole months from the first day to the day after the last, and what is left of a month in days.
create function months_between(first_day date, last_day date) returns numeric language sql immutable parallel safe
  return case when last_day >= first_day then (
    select extract(year from term) * 12 + extract(month from term) + extract(day from term) / 30.4375
    from (select age((last_day + 1)::timestamp, first_day::timestamp) as term) lasting) end;
--> statement-breakpoint
-- What the yearly amount is made of; null where none can be: not stated, a range, of no known basis, or a part withheld.
create function annual_from(stated jsonb, withheld jsonb) returns text language sql immutable parallel safe
  return case
    when withheld is not null
      and jsonb_path_exists(withheld, '$[*].field ? (@ starts with "value" || @ == "start_on" || @ == "current_end_on")') then null
    when (stated->>'value_annual')::numeric >= 0 then 'annual'
    when stated->>'value_basis' in ('annual', 'monthly') then case
      when (stated->>'value_whole_term_net')::numeric >= 0 then 'annual_net'
      when (stated->>'value_whole_term_gross')::numeric >= 0 then 'annual_gross'
      when (stated->>'value')::numeric >= 0 then 'annual' end
    when stated->>'value_basis' in ('maximum', 'one_off') then null
    when stated->>'start_on' is null or stated->>'current_end_on' is null
      or stated->>'current_end_on' < stated->>'start_on' then null
    when (stated->>'value_whole_term_net')::numeric >= 0 then 'term_net'
    when (stated->>'value_whole_term_gross')::numeric >= 0 then 'term_gross' end;
--> statement-breakpoint
-- Pence a year. A whole term shorter than a year counts as a year, so that no year costs more than all of it.
create function annual_pence(stated jsonb, withheld jsonb) returns bigint language sql immutable parallel safe
  return case annual_from(stated, withheld)
    when 'annual' then coalesce((stated->>'value_annual')::bigint,
      (stated->>'value')::bigint * case stated->>'value_basis' when 'monthly' then 12 else 1 end)
    when 'annual_net' then (stated->>'value_whole_term_net')::bigint * case stated->>'value_basis' when 'monthly' then 12 else 1 end
    when 'annual_gross' then (stated->>'value_whole_term_gross')::bigint * case stated->>'value_basis' when 'monthly' then 12 else 1 end
    when 'term_net' then round((stated->>'value_whole_term_net')::numeric * 12
      / greatest(12, months_between(day_of(stated->>'start_on'), day_of(stated->>'current_end_on'))))::bigint
    when 'term_gross' then round((stated->>'value_whole_term_gross')::numeric * 12
      / greatest(12, months_between(day_of(stated->>'start_on'), day_of(stated->>'current_end_on'))))::bigint end;
--> statement-breakpoint
alter table contract_versions
  add column annual_from text generated always as (annual_from(values, withheld)) stored,
  add column annual_pence bigint generated always as (annual_pence(values, withheld)) stored;
--> statement-breakpoint
-- More of what the pages of the market show: which supplier belongs to whose group, and what a technology is called.
create trigger supplier_parents_change_register after insert or update or delete on supplier_parents
  for each statement execute function note_register_change();
