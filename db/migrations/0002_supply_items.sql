CREATE TABLE `supply_items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`post_id` integer NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`spec` text NOT NULL,
	`wholesale_fen` integer NOT NULL,
	`retail_fen` integer,
	`quotas` text NOT NULL,
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `supply_items_place` ON `supply_items` (`post_id`,`position`);