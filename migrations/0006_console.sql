CREATE TABLE "bookmarks" (
	"id" text PRIMARY KEY NOT NULL,
	"place" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" text PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"open_key" text,
	"status" text NOT NULL,
	"message" text NOT NULL,
	"count" integer NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"data" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "incidents_open_key" UNIQUE("open_key"),
	CONSTRAINT "incidents_status_word" CHECK ("incidents"."status" in ('open', 'closed')),
	CONSTRAINT "incidents_open_or_closed" CHECK (("incidents"."status" = 'open') = ("incidents"."open_key" is not null))
);
--> statement-breakpoint
CREATE TABLE "refund_records" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"refund_no" text NOT NULL,
	"refund_amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"refund_reason" text NOT NULL,
	"note" text,
	"requested_by" text NOT NULL,
	"provider_refund_id" text,
	"failure_reason" text,
	"completed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refund_records_no_key" UNIQUE("refund_no"),
	CONSTRAINT "refund_records_status_word" CHECK ("refund_records"."status" in ('pending', 'processing', 'succeeded', 'failed')),
	CONSTRAINT "refund_records_currency_code" CHECK ("refund_records"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "refund_records_amount_positive" CHECK ("refund_records"."refund_amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "rollups" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"figures" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "topic" text;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "recovered_from" text;--> statement-breakpoint
ALTER TABLE "webhook_logs" ADD COLUMN "history" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "refund_records" ADD CONSTRAINT "refund_records_order_id_payment_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."payment_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incidents_page" ON "incidents" USING btree ("created_at","id" collate "C");--> statement-breakpoint
CREATE INDEX "refund_records_order" ON "refund_records" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "refund_records_page" ON "refund_records" USING btree ("created_at","id" collate "C");--> statement-breakpoint
CREATE INDEX "rollups_page" ON "rollups" USING btree ("source","created_at","id" collate "C");