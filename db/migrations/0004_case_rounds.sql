CREATE TABLE `breach_notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`district_id` integer NOT NULL,
	`send_at` integer NOT NULL,
	FOREIGN KEY (`district_id`) REFERENCES `districts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `breach_notices_district` ON `breach_notices` (`district_id`,`send_at`);--> statement-breakpoint
CREATE TABLE `kept_words` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`is_question` integer NOT NULL,
	`item` text NOT NULL,
	`kept_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `kept_words_message` ON `kept_words` (`chat_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `kept_words_person` ON `kept_words` (`person_id`,`kept_at`);--> statement-breakpoint
CREATE INDEX `kept_words_at` ON `kept_words` (`kept_at`);--> statement-breakpoint
DROP INDEX `promises_once`;--> statement-breakpoint
DROP INDEX `promises_due`;--> statement-breakpoint
ALTER TABLE `promises` ADD `round` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `promises` ADD `is_handed_over` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `promises` ADD `started_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `promises` ADD `within` text;--> statement-breakpoint
ALTER TABLE `promises` ADD `warn_at` integer;--> statement-breakpoint
ALTER TABLE `promises` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `promises` ADD `resume_at` integer;--> statement-breakpoint
ALTER TABLE `promises` ADD `paused_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `promises` ADD `planned_at` integer;--> statement-breakpoint
ALTER TABLE `promises` ADD `outcome` text;--> statement-breakpoint
ALTER TABLE `promises` ADD `next_at` integer;--> statement-breakpoint
ALTER TABLE `promises` ADD `breach_notice_id` integer REFERENCES breach_notices(id);--> statement-breakpoint
CREATE INDEX `promises_warn` ON `promises` (`warn_at`) WHERE "promises"."state" = 'open' and "promises"."warn_at" is not null and "promises"."paused_at" is null;--> statement-breakpoint
CREATE INDEX `promises_paused` ON `promises` (`resume_at`) WHERE "promises"."state" = 'open' and "promises"."paused_at" is not null;--> statement-breakpoint
CREATE INDEX `promises_next` ON `promises` (`next_at`) WHERE "promises"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `promises_notice` ON `promises` (`breach_notice_id`) WHERE "promises"."breach_notice_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `promises_once` ON `promises` (`complaint_id`,`round`,`kind`);--> statement-breakpoint
CREATE INDEX `promises_due` ON `promises` (`due_at`) WHERE "promises"."state" = 'open' and "promises"."breached_at" is null and "promises"."paused_at" is null;--> statement-breakpoint
ALTER TABLE `complaint_events` ADD `promise` text;--> statement-breakpoint
ALTER TABLE `complaints` ADD `restriction` text;--> statement-breakpoint
ALTER TABLE `complaints` ADD `about_staff_id` integer REFERENCES staff(id);--> statement-breakpoint
ALTER TABLE `complaints` ADD `duplicate_of` integer REFERENCES complaints(id);--> statement-breakpoint
ALTER TABLE `complaints` ADD `round` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `complaints` ADD `purged_at` integer;--> statement-breakpoint
CREATE INDEX `complaints_open` ON `complaints` (`district_id`) WHERE "complaints"."state" = 'open';--> statement-breakpoint
CREATE INDEX `complaints_unpurged` ON `complaints` (`closed_at`) WHERE "complaints"."closed_at" is not null and "complaints"."purged_at" is null;--> statement-breakpoint
ALTER TABLE `staff` ADD `away_until` integer;--> statement-breakpoint
ALTER TABLE `staff` ADD `substitute_id` integer REFERENCES staff(id);--> statement-breakpoint
CREATE INDEX `deliveries_dead` ON `deliveries` (`kind`,`created_at`) WHERE "deliveries"."state" in ('failed', 'unreachable');
--> statement-breakpoint
UPDATE `promises` SET `started_at` = coalesce(
	CASE WHEN `kind` = 'return_visit' THEN (SELECT `door`.`ended_at` FROM `promises` AS `door` WHERE `door`.`complaint_id` = `promises`.`complaint_id` AND `door`.`kind` = 'door_visit') END,
	(SELECT `opened_at` FROM `complaints` WHERE `complaints`.`id` = `promises`.`complaint_id`)
);--> statement-breakpoint
UPDATE `promises` SET `outcome` = `result`, `result` = NULL WHERE `state` = 'waived' AND `result` IN ('withdrawn', 'advice');
