-- made_by_act: the judgement that split a supplier off; once it is undone nothing of that supplier remains. When a supplier
-- was merged away stands with the judgement, and in the audit.
alter table suppliers add column made_by_act uuid;
--> statement-breakpoint
alter table supplier_retirements add column made_by_act uuid;
--> statement-breakpoint
alter table supplier_retirements drop column retired_at;
