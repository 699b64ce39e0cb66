ALTER TABLE "webhook_logs" ADD COLUMN "delay_ms" integer;--> statement-breakpoint
CREATE INDEX "activity_logs_page" ON "activity_logs" USING btree ("created_at","id" collate "C");--> statement-breakpoint
CREATE INDEX "activity_logs_trouble" ON "activity_logs" USING btree ("level","created_at","id" collate "C") WHERE "activity_logs"."level" in ('warn', 'error');--> statement-breakpoint
CREATE INDEX "outbox_page" ON "outbox" USING btree ("created_at","id" collate "C");--> statement-breakpoint
CREATE INDEX "outbox_not_sent" ON "outbox" USING btree ("status","created_at","id" collate "C") WHERE "outbox"."status" in ('suppressed', 'dead');--> statement-breakpoint
CREATE INDEX "outbox_order" ON "outbox" USING btree ("order_id") WHERE "outbox"."order_id" is not null;--> statement-breakpoint
CREATE INDEX "payment_orders_unusual_status" ON "payment_orders" USING btree ("status","created_at","id" collate "C") WHERE "payment_orders"."status" <> 'paid';--> statement-breakpoint
CREATE INDEX "payment_orders_attention" ON "payment_orders" USING btree ("created_at","id" collate "C") WHERE "payment_orders"."needs_attention" is not null;--> statement-breakpoint
CREATE INDEX "payment_orders_variant" ON "payment_orders" USING btree ("variant","created_at","id" collate "C");--> statement-breakpoint
CREATE INDEX "payment_orders_country" ON "payment_orders" USING btree ("country","created_at","id" collate "C");--> statement-breakpoint
CREATE INDEX "payment_transactions_page" ON "payment_transactions" USING btree ("created_at","id" collate "C");--> statement-breakpoint
CREATE INDEX "webhook_logs_failed" ON "webhook_logs" USING btree ("created_at","id" collate "C") WHERE "webhook_logs"."status" = 'failed';--> statement-breakpoint
CREATE INDEX "webhook_logs_unusual_event" ON "webhook_logs" USING btree ("event","created_at","id" collate "C") WHERE "webhook_logs"."event" <> 'checkout.session.completed';--> statement-breakpoint
CREATE INDEX "webhook_logs_unusual_provider" ON "webhook_logs" USING btree ("provider","created_at","id" collate "C") WHERE "webhook_logs"."provider" <> 'stripe';--> statement-breakpoint
CREATE INDEX "webhook_logs_order" ON "webhook_logs" USING btree ("order_id") WHERE "webhook_logs"."order_id" is not null;--> statement-breakpoint
CREATE INDEX "webhook_logs_email" ON "webhook_logs" USING btree ("email") WHERE "webhook_logs"."email" is not null;