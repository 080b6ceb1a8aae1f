CREATE TABLE `post_acks` (
	`post_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`acked_at` integer NOT NULL,
	PRIMARY KEY(`post_id`, `person_id`),
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `post_sources` (
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`post_id` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `message_id`),
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `post_sources_post` ON `post_sources` (`post_id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_posts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`author_id` integer NOT NULL,
	`column` text,
	`state` text NOT NULL,
	`parts` text NOT NULL,
	`album_id` text,
	`audience` text NOT NULL,
	`pin` integer DEFAULT false NOT NULL,
	`silent` integer DEFAULT false NOT NULL,
	`protect` integer DEFAULT false NOT NULL,
	`require_ack` integer DEFAULT false NOT NULL,
	`valid_for_ms` integer,
	`start_at` integer,
	`start_version` integer DEFAULT 0 NOT NULL,
	`repeat_weekday` integer,
	`repeat_time` text,
	`repeat_of` integer,
	`submitted_at` integer,
	`decided_by` integer,
	`decided_at` integer,
	`return_reason` text,
	`preview_message_ids` text DEFAULT '[]' NOT NULL,
	`panel_message_id` integer,
	`revision` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
INSERT INTO `__new_posts`(`id`, `author_id`, `column`, `state`, `parts`, `audience`, `protect`, `preview_message_ids`, `panel_message_id`, `created_at`, `sent_at`) SELECT
	`id`,
	`author_id`,
	`column`,
	CASE WHEN `state` = 'sending' AND NOT EXISTS (SELECT 1 FROM `deliveries` WHERE `kind` = 'post' AND `subject_id` = `posts`.`id` AND `deliveries`.`state` IN ('pending', 'held', 'sending')) THEN 'sent' ELSE `state` END,
	json_array(json_object('messageId', `source_message_id`, 'media', CASE WHEN `photo` IS NULL THEN NULL ELSE json_object('type', 'photo', 'fileId', `photo`) END, 'text', `text`, 'entities', json(`entities`))),
	'{"groups":{"districtIds":[],"routeIds":[]},"people":null}',
	`column` IN ('supply', 'products'),
	CASE WHEN `preview_message_id` IS NULL THEN '[]' ELSE json_array(`preview_message_id`) END,
	`panel_message_id`,
	`created_at`,
	`sent_at`
FROM `posts`;--> statement-breakpoint
INSERT INTO `post_sources` (`chat_id`, `message_id`, `post_id`) SELECT `source_chat_id`, `source_message_id`, `id` FROM `posts` WHERE `source_chat_id` IS NOT NULL;--> statement-breakpoint
DROP TABLE `posts`;--> statement-breakpoint
ALTER TABLE `__new_posts` RENAME TO `posts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `posts_column` ON `posts` (`column`,`state`,`sent_at`);--> statement-breakpoint
CREATE INDEX `posts_author` ON `posts` (`author_id`,`state`);--> statement-breakpoint
CREATE INDEX `posts_start` ON `posts` (`start_at`) WHERE "posts"."state" = 'scheduled';--> statement-breakpoint
ALTER TABLE `deliveries` ADD `album_message_ids` text;--> statement-breakpoint
ALTER TABLE `groups` ADD `licensed_only_at` integer;--> statement-breakpoint
ALTER TABLE `groups` ADD `licensed_only_by` integer;--> statement-breakpoint
ALTER TABLE `staff` ADD `needs_approval` integer DEFAULT false NOT NULL;