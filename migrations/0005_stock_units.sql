CREATE TABLE "stock_units" (
	"id" text PRIMARY KEY NOT NULL,
	"sku" text NOT NULL,
	"color" text NOT NULL,
	"nth" integer NOT NULL,
	"status" text NOT NULL,
	"hold_token" text,
	"held_until" timestamp with time zone,
	"order_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_units_status_word" CHECK ("stock_units"."status" in ('free', 'held', 'sold')),
	CONSTRAINT "stock_units_nth_positive" CHECK ("stock_units"."nth" > 0),
	CONSTRAINT "stock_units_sold_to" CHECK ("stock_units"."status" <> 'sold' or "stock_units"."order_id" is not null),
	CONSTRAINT "stock_units_held_until" CHECK (("stock_units"."status" = 'held') = ("stock_units"."held_until" is not null))
);
--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "stock_units" jsonb;--> statement-breakpoint
ALTER TABLE "stock_units" ADD CONSTRAINT "stock_units_order_id_payment_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."payment_orders"("id") ON DELETE no action ON UPDATE no action;