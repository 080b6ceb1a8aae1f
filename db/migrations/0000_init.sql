CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_id` integer,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action`,`at`);--> statement-breakpoint
CREATE TABLE `complaint_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`complaint_id` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`actor_id` integer,
	`text` text,
	`chat_id` integer,
	`message_id` integer,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaints`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `complaint_events_case` ON `complaint_events` (`complaint_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `complaint_events_message` ON `complaint_events` (`chat_id`,`message_id`,`kind`) WHERE "complaint_events"."kind" <> 'edited';--> statement-breakpoint
CREATE TABLE `complaint_media` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`complaint_id` integer NOT NULL,
	`kind` text NOT NULL,
	`file_id` text NOT NULL,
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`album_id` text,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaints`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `complaint_media_message` ON `complaint_media` (`chat_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `complaint_media_case` ON `complaint_media` (`complaint_id`);--> statement-breakpoint
CREATE INDEX `complaint_media_album` ON `complaint_media` (`album_id`,`chat_id`) WHERE "complaint_media"."album_id" is not null;--> statement-breakpoint
CREATE TABLE `complaints` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`day` text NOT NULL,
	`seq` integer NOT NULL,
	`retailer_id` integer NOT NULL,
	`district_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`text` text NOT NULL,
	`category` text NOT NULL,
	`state` text NOT NULL,
	`satisfaction` text,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`district_id`) REFERENCES `districts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `complaints_number_unique` ON `complaints` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `complaints_message` ON `complaints` (`chat_id`,`message_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `complaints_day_seq` ON `complaints` (`day`,`seq`);--> statement-breakpoint
CREATE INDEX `complaints_retailer` ON `complaints` (`retailer_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `complaints_person` ON `complaints` (`person_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `promises` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`complaint_id` integer NOT NULL,
	`kind` text NOT NULL,
	`owner_id` integer,
	`due_at` integer NOT NULL,
	`due_version` integer DEFAULT 1 NOT NULL,
	`state` text NOT NULL,
	`result` text,
	`ended_at` integer,
	`breached_at` integer,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaints`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `promises_once` ON `promises` (`complaint_id`,`kind`);--> statement-breakpoint
CREATE INDEX `promises_due` ON `promises` (`due_at`) WHERE "promises"."state" = 'open' and "promises"."breached_at" is null;--> statement-breakpoint
CREATE INDEX `promises_open` ON `promises` (`due_at`,`complaint_id`) WHERE "promises"."state" = 'open';--> statement-breakpoint
CREATE INDEX `promises_owner` ON `promises` (`owner_id`,`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `chat_limits` (
	`chat_id` integer PRIMARY KEY NOT NULL,
	`blocked_until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dedupe_key` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` integer NOT NULL,
	`data` text,
	`lane` integer NOT NULL,
	`chat_id` integer NOT NULL,
	`state` text NOT NULL,
	`not_before` integer NOT NULL,
	`turn_at` integer NOT NULL,
	`valid_until` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`message_id` integer,
	`reason` text,
	`may_repeat` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_dedupe_key_unique` ON `deliveries` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `deliveries_pending` ON `deliveries` (`lane`,`turn_at`,`id`) WHERE "deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX `deliveries_sending` ON `deliveries` (`lease_until`) WHERE "deliveries"."state" = 'sending';--> statement-breakpoint
CREATE INDEX `deliveries_sent` ON `deliveries` (`sent_at`) WHERE "deliveries"."sent_at" is not null;--> statement-breakpoint
CREATE INDEX `deliveries_message` ON `deliveries` (`chat_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `deliveries_subject` ON `deliveries` (`kind`,`subject_id`,`state`);--> statement-breakpoint
CREATE TABLE `districts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `districts_name_unique` ON `districts` (`name`);--> statement-breakpoint
CREATE TABLE `group_topics` (
	`group_id` integer NOT NULL,
	`column` text NOT NULL,
	`thread_id` integer NOT NULL,
	PRIMARY KEY(`group_id`, `column`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `groups` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chat_id` integer NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`district_id` integer NOT NULL,
	`route_id` integer,
	`is_forum` integer NOT NULL,
	`username` text,
	`locale` text NOT NULL,
	`state` text NOT NULL,
	`linked_by` integer NOT NULL,
	`linked_at` integer NOT NULL,
	FOREIGN KEY (`district_id`) REFERENCES `districts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`route_id`) REFERENCES `routes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `groups_chat_id_unique` ON `groups` (`chat_id`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`update_id` integer PRIMARY KEY NOT NULL,
	`chat_id` integer NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`error` text,
	`received_at` integer NOT NULL,
	`handled_at` integer
);
--> statement-breakpoint
CREATE INDEX `inbox_pending` ON `inbox` (`update_id`) WHERE "inbox"."state" = 'pending';--> statement-breakpoint
CREATE INDEX `inbox_handled` ON `inbox` (`handled_at`) WHERE "inbox"."state" = 'done';--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`order_no` text PRIMARY KEY NOT NULL,
	`retailer_id` integer NOT NULL,
	`ordered_at` integer NOT NULL,
	`cartons` integer NOT NULL,
	`amount_cents` integer NOT NULL,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `orders_retailer` ON `orders` (`retailer_id`,`ordered_at`);--> statement-breakpoint
CREATE INDEX `orders_received` ON `orders` (`received_at`);--> statement-breakpoint
CREATE TABLE `dialogues` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`data` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dialogues_updated` ON `dialogues` (`updated_at`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` integer PRIMARY KEY NOT NULL,
	`first_name` text NOT NULL,
	`username` text,
	`client_language` text,
	`locale` text,
	`privacy_version` integer,
	`privacy_accepted_at` integer,
	`unreachable` text,
	`started_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `posts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`author_id` integer NOT NULL,
	`column` text NOT NULL,
	`state` text NOT NULL,
	`text` text NOT NULL,
	`entities` text NOT NULL,
	`photo` text,
	`source_chat_id` integer,
	`source_message_id` integer,
	`preview_message_id` integer,
	`panel_message_id` integer,
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `posts_source` ON `posts` (`source_chat_id`,`source_message_id`);--> statement-breakpoint
CREATE INDEX `posts_column` ON `posts` (`column`,`state`,`sent_at`);--> statement-breakpoint
CREATE INDEX `posts_author` ON `posts` (`author_id`,`state`);--> statement-breakpoint
CREATE TABLE `link_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`retailer_id` integer NOT NULL,
	`phone` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` integer,
	`decided_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `link_requests_pending` ON `link_requests` (`person_id`,`retailer_id`) WHERE "link_requests"."state" = 'pending';--> statement-breakpoint
CREATE TABLE `retailers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`licence_no` text NOT NULL,
	`shop_name` text NOT NULL,
	`phone` text NOT NULL,
	`route_id` integer NOT NULL,
	`contact_name` text,
	`business_type` text,
	`area` text,
	`address` text,
	`tier` text,
	`supply_group` integer,
	`status` text NOT NULL,
	`birthday` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`route_id`) REFERENCES `routes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `retailers_licence_no_unique` ON `retailers` (`licence_no`);--> statement-breakpoint
CREATE INDEX `retailers_phone` ON `retailers` (`phone`);--> statement-breakpoint
CREATE INDEX `retailers_route` ON `retailers` (`route_id`,`status`);--> statement-breakpoint
CREATE TABLE `shop_people` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`retailer_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`how` text NOT NULL,
	`linked_at` integer NOT NULL,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shop_people_once` ON `shop_people` (`retailer_id`,`person_id`);--> statement-breakpoint
CREATE INDEX `shop_people_person` ON `shop_people` (`person_id`);--> statement-breakpoint
CREATE TABLE `routes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code` text NOT NULL,
	`district_id` integer NOT NULL,
	`account_manager_id` integer,
	FOREIGN KEY (`district_id`) REFERENCES `districts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_manager_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `routes_code_unique` ON `routes` (`code`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_by` integer,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`phone` text,
	`person_id` integer,
	`district_id` integer,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`district_id`) REFERENCES `districts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_code_unique` ON `staff` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `staff_person_id_unique` ON `staff` (`person_id`);--> statement-breakpoint
CREATE TABLE `staff_invites` (
	`token` text PRIMARY KEY NOT NULL,
	`staff_id` integer NOT NULL,
	`created_by` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `staff_roles` (
	`staff_id` integer NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`staff_id`, `role`),
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `cycle_exceptions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scope` text NOT NULL,
	`route_id` integer,
	`retailer_id` integer,
	`date` text NOT NULL,
	`kind` text NOT NULL,
	`opens_at` integer,
	`cutoff_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`route_id`) REFERENCES `routes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cycle_exceptions_once` ON `cycle_exceptions` (`scope`,`date`);--> statement-breakpoint
CREATE TABLE `cycles` (
	`scope` text PRIMARY KEY NOT NULL,
	`route_id` integer,
	`retailer_id` integer,
	`weekdays` text NOT NULL,
	`cutoff` text NOT NULL,
	`opens` text,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`route_id`) REFERENCES `routes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `order_windows` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scope` text NOT NULL,
	`route_id` integer,
	`retailer_id` integer,
	`date` text NOT NULL,
	`opens_at` integer NOT NULL,
	`cutoff_at` integer NOT NULL,
	`reminder_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`state` text NOT NULL,
	`reminded_at` integer,
	`missed_at` integer,
	FOREIGN KEY (`route_id`) REFERENCES `routes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`retailer_id`) REFERENCES `retailers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `order_windows_once` ON `order_windows` (`scope`,`date`);--> statement-breakpoint
CREATE INDEX `order_windows_due` ON `order_windows` (`reminder_at`) WHERE "order_windows"."reminded_at" is null and "order_windows"."missed_at" is null and "order_windows"."state" = 'planned';--> statement-breakpoint
CREATE INDEX `order_windows_cutoff` ON `order_windows` (`cutoff_at`);--> statement-breakpoint
CREATE INDEX `order_windows_date` ON `order_windows` (`date`);--> statement-breakpoint
CREATE TABLE `window_answers` (
	`window_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`answer` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`window_id`, `person_id`),
	FOREIGN KEY (`window_id`) REFERENCES `order_windows`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
