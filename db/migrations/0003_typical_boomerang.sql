CREATE TABLE `call_list_windows` (
	`window_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`cutoff_at` integer NOT NULL,
	PRIMARY KEY(`window_id`, `person_id`),
	FOREIGN KEY (`window_id`) REFERENCES `order_windows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `call_list_windows_list` ON `call_list_windows` (`person_id`,`cutoff_at`);--> statement-breakpoint
CREATE TABLE `window_calls` (
	`window_id` integer NOT NULL,
	`retailer_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`window_id`, `retailer_id`),
	FOREIGN KEY (`window_id`) REFERENCES `order_windows`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `complaint_measures` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`cause` text NOT NULL,
	`district_id` integer,
	`period_from` text NOT NULL,
	`period_to` text NOT NULL,
	`text` text NOT NULL,
	`by_id` integer NOT NULL,
	`at` integer NOT NULL,
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	FOREIGN KEY (`district_id`) REFERENCES `districts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `complaint_measures_message` ON `complaint_measures` (`chat_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `complaint_measures_period` ON `complaint_measures` (`period_to`);--> statement-breakpoint
CREATE TABLE `follow_ups` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`retailer_id` integer NOT NULL,
	`last_ordered_at` integer NOT NULL,
	`first_window_id` integer NOT NULL,
	`second_window_id` integer NOT NULL,
	`since` integer NOT NULL,
	`until` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`told_at` integer,
	`due_at` integer NOT NULL,
	`due_version` integer DEFAULT 1 NOT NULL,
	`postponements` integer DEFAULT 0 NOT NULL,
	`postpone_reason` text,
	`state` text NOT NULL,
	`cause` text,
	`action` text,
	`note` text,
	`done_by` integer,
	`done_at` integer,
	`breached_at` integer,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `follow_ups_once` ON `follow_ups` (`retailer_id`,`last_ordered_at`);--> statement-breakpoint
CREATE INDEX `follow_ups_open` ON `follow_ups` (`due_at`) WHERE "follow_ups"."state" = 'open';--> statement-breakpoint
CREATE INDEX `follow_ups_untold` ON `follow_ups` (`opened_at`) WHERE "follow_ups"."state" = 'open' and "follow_ups"."told_at" is null;--> statement-breakpoint
CREATE TABLE `missed_windows` (
	`retailer_id` integer PRIMARY KEY NOT NULL,
	`window_id` integer NOT NULL,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`window_id`) REFERENCES `order_windows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `missed_windows_window` ON `missed_windows` (`window_id`);--> statement-breakpoint
CREATE TABLE `feed_arrivals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`received_at` integer NOT NULL,
	`source` text NOT NULL,
	`rows` integer NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`unclaimed` integer NOT NULL,
	`rejected` integer NOT NULL,
	`is_fresh` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `feed_arrivals_fresh` ON `feed_arrivals` (`is_fresh`,`received_at`);--> statement-breakpoint
CREATE INDEX `feed_arrivals_received` ON `feed_arrivals` (`received_at`);--> statement-breakpoint
CREATE TABLE `unclaimed_orders` (
	`order_no` text PRIMARY KEY NOT NULL,
	`licence_no` text NOT NULL,
	`ordered_at` integer NOT NULL,
	`cartons` integer NOT NULL,
	`amount_cents` integer NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `unclaimed_orders_licence` ON `unclaimed_orders` (`licence_no`);--> statement-breakpoint
CREATE INDEX `unclaimed_orders_received` ON `unclaimed_orders` (`received_at`);--> statement-breakpoint
CREATE TABLE `window_outcomes` (
	`window_id` integer PRIMARY KEY NOT NULL,
	`counted_at` integer NOT NULL,
	`feed_at` integer,
	`revision` integer DEFAULT 1 NOT NULL,
	`shops` integer NOT NULL,
	`ordered` integer NOT NULL,
	`ordered_before` integer NOT NULL,
	`reminded` integer NOT NULL,
	`ordered_after` integer NOT NULL,
	`minutes` text NOT NULL,
	`reasons` text NOT NULL,
	`said_ordered` integer NOT NULL,
	`unreachable` integer NOT NULL,
	`muted` integer NOT NULL,
	`missing_ids` text NOT NULL,
	FOREIGN KEY (`window_id`) REFERENCES `order_windows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `outages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scope` text NOT NULL,
	`reason` text NOT NULL,
	`reason_text` text,
	`phones` text NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` integer NOT NULL,
	`expected_until` integer,
	`ended_at` integer,
	`ended_by` integer,
	`ask_at` integer NOT NULL,
	`info_told_at` integer,
	`info_told_by` integer,
	`order_told_at` integer,
	`order_told_by` integer,
	`proposed_cutoff` integer,
	`proposed_by` integer,
	`proposed_at` integer,
	`new_cutoff` integer,
	`new_cutoff_by` integer,
	`new_cutoff_at` integer,
	`note` text,
	`note_no` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outages_running` ON `outages` (`ask_at`) WHERE "outages"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `outages_started` ON `outages` (`started_at`);--> statement-breakpoint
CREATE TABLE `holiday_notices` (
	`scope` text NOT NULL,
	`date` text NOT NULL,
	`told_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `date`)
);
--> statement-breakpoint
CREATE TABLE `window_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`window_id` integer NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`old_cutoff_at` integer,
	`new_cutoff_at` integer,
	`reason` text,
	`note` text,
	`calendar` text,
	`person_id` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`window_id`) REFERENCES `order_windows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `window_changes_once` ON `window_changes` (`window_id`,`version`);--> statement-breakpoint
CREATE INDEX `window_changes_at` ON `window_changes` (`at`);--> statement-breakpoint
ALTER TABLE `complaints` ADD `filed_by` integer;--> statement-breakpoint
ALTER TABLE `complaints` ADD `cause` text;--> statement-breakpoint
CREATE INDEX `complaints_opened` ON `complaints` (`opened_at`);--> statement-breakpoint
ALTER TABLE `people` ADD `reminders_muted_at` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `remind_at_night` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `moved_from` text;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `preliminary_at` integer;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `preliminary_done_at` integer;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `outcome_done_at` integer;--> statement-breakpoint
ALTER TABLE `order_windows` ADD `silence_checked_at` integer;--> statement-breakpoint
CREATE INDEX `order_windows_preliminary` ON `order_windows` (`preliminary_at`) WHERE "order_windows"."preliminary_at" is not null and "order_windows"."preliminary_done_at" is null and "order_windows"."state" = 'planned';--> statement-breakpoint
CREATE INDEX `order_windows_outcome` ON `order_windows` (`cutoff_at`) WHERE "order_windows"."outcome_done_at" is null and "order_windows"."state" = 'planned';--> statement-breakpoint
CREATE INDEX `order_windows_silence` ON `order_windows` (`cutoff_at`) WHERE "order_windows"."silence_checked_at" is null and "order_windows"."state" = 'planned';--> statement-breakpoint
ALTER TABLE `window_answers` ADD `reason` text;--> statement-breakpoint
CREATE INDEX `complaint_events_rated` ON `complaint_events` (`at`) WHERE "complaint_events"."kind" = 'rated';