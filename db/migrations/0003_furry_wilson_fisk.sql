ALTER TABLE `people` ADD `reminders_muted_at` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `remind_at_night` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `moved_from` text;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `preliminary_at` integer;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `preliminary_done_at` integer;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `outcome_done_at` integer;--> statement-breakpoint
CREATE INDEX `order_windows_preliminary` ON `order_windows` (`preliminary_at`) WHERE "order_windows"."preliminary_at" is not null and "order_windows"."preliminary_done_at" is null and "order_windows"."state" = 'planned';--> statement-breakpoint
CREATE INDEX `order_windows_outcome` ON `order_windows` (`cutoff_at`) WHERE "order_windows"."outcome_done_at" is null and "order_windows"."state" = 'planned';--> statement-breakpoint
ALTER TABLE `window_answers` ADD `reason` text;