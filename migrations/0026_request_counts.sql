-- How often each caller asked in its window of five minutes, all processes together; a crash may forget it.
create unlogged table request_counts (
  caller text primary key,
  uses integer not null,
  -- Milliseconds since 1970.
  ends_at bigint not null
);
--> statement-breakpoint
revoke all on request_counts from thirty3_app;
