CREATE TABLE "rate_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"used" integer NOT NULL,
	"window_started_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "link_version" integer DEFAULT 1 NOT NULL;