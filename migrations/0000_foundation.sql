CREATE TABLE "activity_logs" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"action" text NOT NULL,
	"actor" text NOT NULL,
	"level" text NOT NULL,
	"message" text NOT NULL,
	"error_code" text,
	"data" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "activity_logs_level_word" CHECK ("activity_logs"."level" in ('debug', 'info', 'warn', 'error'))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"status" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"lease_token" text,
	"leased_until" timestamp with time zone,
	"last_error" text,
	"order_id" text,
	"webhook_log_id" text,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "outbox_dedupe_key" UNIQUE("dedupe_key"),
	CONSTRAINT "outbox_status_word" CHECK ("outbox"."status" in ('pending', 'sending', 'sent', 'suppressed', 'dead'))
);
--> statement-breakpoint
CREATE TABLE "payment_orders" (
	"id" text PRIMARY KEY NOT NULL,
	"order_no" text NOT NULL,
	"user_id" text,
	"email" text,
	"product_id" text NOT NULL,
	"product_type" text NOT NULL,
	"variant" text NOT NULL,
	"quantity" integer NOT NULL,
	"amount" bigint NOT NULL,
	"amount_refunded" bigint NOT NULL,
	"amount_subtotal" bigint NOT NULL,
	"amount_discount" bigint NOT NULL,
	"amount_tax" bigint NOT NULL,
	"amount_shipping" bigint NOT NULL,
	"currency" text NOT NULL,
	"discount_code" text,
	"payment_method" text NOT NULL,
	"status" text NOT NULL,
	"session_id" text,
	"trade_no" text,
	"locale" text NOT NULL,
	"buyer_name" text,
	"phone" text,
	"shipping_address" jsonb,
	"billing_address" jsonb,
	"utm" jsonb,
	"consent" jsonb,
	"expires_at" timestamp with time zone,
	"paid_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"needs_attention" text,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_orders_order_no_key" UNIQUE("order_no"),
	CONSTRAINT "payment_orders_session_key" UNIQUE("payment_method","session_id"),
	CONSTRAINT "payment_orders_trade_key" UNIQUE("payment_method","trade_no"),
	CONSTRAINT "payment_orders_product_type_word" CHECK ("payment_orders"."product_type" in ('preorder')),
	CONSTRAINT "payment_orders_method_word" CHECK ("payment_orders"."payment_method" in ('stripe', 'alipay', 'wechat')),
	CONSTRAINT "payment_orders_status_word" CHECK ("payment_orders"."status" in ('pending', 'paid', 'partially_refunded', 'refunded', 'disputed', 'cancelled')),
	CONSTRAINT "payment_orders_currency_code" CHECK ("payment_orders"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "payment_orders_order_no_length" CHECK (char_length("payment_orders"."order_no") between 1 and 500),
	CONSTRAINT "payment_orders_quantity_positive" CHECK ("payment_orders"."quantity" > 0),
	CONSTRAINT "payment_orders_amounts_not_negative" CHECK (least("payment_orders"."amount", "payment_orders"."amount_refunded", "payment_orders"."amount_subtotal", "payment_orders"."amount_discount", "payment_orders"."amount_tax", "payment_orders"."amount_shipping") >= 0)
);
--> statement-breakpoint
CREATE TABLE "payment_transactions" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"transaction_no" text NOT NULL,
	"payment_method" text NOT NULL,
	"action_type" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"provider_ref" text NOT NULL,
	"webhook_log_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_transactions_no_key" UNIQUE("transaction_no"),
	CONSTRAINT "payment_transactions_method_word" CHECK ("payment_transactions"."payment_method" in ('stripe', 'alipay', 'wechat')),
	CONSTRAINT "payment_transactions_action_word" CHECK ("payment_transactions"."action_type" in ('charge', 'refund', 'dispute')),
	CONSTRAINT "payment_transactions_status_word" CHECK ("payment_transactions"."status" in ('pending', 'expired', 'failed', 'succeeded', 'processing', 'open', 'won', 'lost')),
	CONSTRAINT "payment_transactions_currency_code" CHECK ("payment_transactions"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "payment_transactions_amount_not_negative" CHECK ("payment_transactions"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "preorders" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"preorder_number" text NOT NULL,
	"user_id" text,
	"email" text NOT NULL,
	"color" text NOT NULL,
	"status" text NOT NULL,
	"session_id" text,
	"payment_intent_id" text,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"shipping_address" jsonb,
	"locale" text NOT NULL,
	"tracking_number" text,
	"carrier" text,
	"estimated_ship_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "preorders_order_key" UNIQUE("order_id"),
	CONSTRAINT "preorders_number_key" UNIQUE("preorder_number"),
	CONSTRAINT "preorders_status_word" CHECK ("preorders"."status" in ('confirmed', 'in_production', 'shipped', 'delivered', 'cancelled', 'refunded')),
	CONSTRAINT "preorders_currency_code" CHECK ("preorders"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "preorders_amount_not_negative" CHECK ("preorders"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "webhook_logs" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"event" text NOT NULL,
	"stripe_event_id" text,
	"api_version" text,
	"livemode" boolean,
	"status" text NOT NULL,
	"result" text NOT NULL,
	"error" text,
	"error_code" text,
	"next_attempt_at" timestamp with time zone,
	"order_id" text,
	"preorder_id" text,
	"email" text,
	"trade_no" text,
	"raw_data" text NOT NULL,
	"attempts" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"processed_at" timestamp with time zone,
	"duration_ms" integer,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_logs_event_key" UNIQUE("provider","event_id"),
	CONSTRAINT "webhook_logs_stripe_event_key" UNIQUE("stripe_event_id"),
	CONSTRAINT "webhook_logs_provider_word" CHECK ("webhook_logs"."provider" in ('stripe', 'alipay', 'wechat')),
	CONSTRAINT "webhook_logs_status_word" CHECK ("webhook_logs"."status" in ('success', 'ignored', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_order_id_payment_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."payment_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_transactions" ADD CONSTRAINT "payment_transactions_order_id_payment_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."payment_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preorders" ADD CONSTRAINT "preorders_order_id_payment_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."payment_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_logs" ADD CONSTRAINT "webhook_logs_order_id_payment_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."payment_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_logs" ADD CONSTRAINT "webhook_logs_preorder_id_preorders_id_fk" FOREIGN KEY ("preorder_id") REFERENCES "public"."preorders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_logs_subject" ON "activity_logs" USING btree ("subject_type","subject_id","created_at");--> statement-breakpoint
CREATE INDEX "outbox_open" ON "outbox" USING btree ("next_attempt_at","id" collate "C") WHERE "outbox"."status" in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "payment_orders_page" ON "payment_orders" USING btree ("created_at","id" collate "C");--> statement-breakpoint
CREATE INDEX "payment_orders_email" ON "payment_orders" USING btree ("email");--> statement-breakpoint
CREATE INDEX "payment_transactions_order" ON "payment_transactions" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "webhook_logs_due" ON "webhook_logs" USING btree ("next_attempt_at") WHERE "webhook_logs"."status" = 'failed';--> statement-breakpoint
CREATE INDEX "webhook_logs_waiting" ON "webhook_logs" USING btree ("trade_no") WHERE "webhook_logs"."status" = 'failed';--> statement-breakpoint
CREATE INDEX "webhook_logs_page" ON "webhook_logs" USING btree ("created_at","id" collate "C");