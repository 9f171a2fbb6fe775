-- Contracts are found by every spelling of their suppliers, by the technologies that run under them, by the words of their
-- CPV code and under the short forms that authorities write.
create table cpv_codes (
  code text primary key check (code ~ '^[0-9]{8}$'),
  label text not null
);
--> statement-breakpoint
-- IT is no pronoun here; the dictionary would pass over it.
create function search_text(typed text) returns text language sql immutable parallel safe
  return regexp_replace(typed, '\m(IT|I\.T\.?)\M', 'ICT', 'g');
--> statement-breakpoint
alter table contract_search drop column words;
--> statement-breakpoint
alter table contract_search add column technology text not null default '';
--> statement-breakpoint
alter table contract_search add column classification text not null default '';
--> statement-breakpoint
alter table contract_search add column words tsvector not null generated always as (
  setweight(to_tsvector('english', search_text(title)), 'A') || setweight(to_tsvector('english', supplier), 'A')
  || setweight(to_tsvector('english', technology), 'A') || setweight(to_tsvector('simple', reference), 'B')
  || setweight(to_tsvector('english', search_text(description)), 'C')
  || setweight(to_tsvector('english', search_text(department)), 'D')
  || setweight(to_tsvector('english', classification), 'D')
) stored;
--> statement-breakpoint
create index contract_search_words on contract_search using gin (words);
--> statement-breakpoint
-- Words of titles, names and departments as they are written, to compare mistyped words with.
create table search_words (
  word text collate "C" primary key,
  stem text not null
);
--> statement-breakpoint
create index search_words_by_stem on search_words (stem);
--> statement-breakpoint
create index search_words_alike on search_words using gin (word gin_trgm_ops);
--> statement-breakpoint
insert into search_words (word, stem)
select word, stem from (
  select word, (ts_lexize('english_stem', word))[1] as stem from (
    select distinct string_to_table(
      lower(regexp_replace(concat_ws(' ', title, supplier, department), '[^[:alpha:]]+', ' ', 'g')), ' ') as word
    from contract_search
  ) split where length(word) between 3 and 40
) stemmed where stem is not null;
--> statement-breakpoint
-- A row for each statement that changes what the public pages of contracts show, so that answers can be kept until then.
create table register_changes (
  id bigint generated always as identity primary key,
  changed_at timestamptz not null default now()
);
--> statement-breakpoint
create function note_register_change() returns trigger language plpgsql as $$
begin
  insert into register_changes default values;
  return null;
end $$;
--> statement-breakpoint
create trigger contracts_change_register after insert or update or delete on contracts
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger contract_suppliers_change_register after insert or update or delete on contract_suppliers
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger contract_search_changes_register after insert or update or delete on contract_search
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger contract_answers_change_register after insert on contract_answers
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger suppliers_change_register after insert or update or delete on suppliers
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger supplier_names_change_register after insert or update or delete on supplier_names
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger authorities_change_register after insert or update or delete on authorities
  for each statement execute function note_register_change();
--> statement-breakpoint
create trigger returns_change_register after update of state, published_at on returns
  for each statement execute function note_register_change();
