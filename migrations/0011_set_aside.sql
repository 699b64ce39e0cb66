ALTER TABLE "webhook_logs" DROP CONSTRAINT "webhook_logs_status_word";--> statement-breakpoint
DROP INDEX "webhook_logs_failed";--> statement-breakpoint
CREATE INDEX "webhook_logs_unbooked" ON "webhook_logs" USING btree ("status","created_at","id" collate "C") WHERE "webhook_logs"."status" in ('failed', 'set_aside');--> statement-breakpoint
ALTER TABLE "webhook_logs" ADD CONSTRAINT "webhook_logs_status_word" CHECK ("webhook_logs"."status" in ('success', 'ignored', 'failed', 'set_aside'));