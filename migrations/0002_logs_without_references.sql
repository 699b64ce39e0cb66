ALTER TABLE "outbox" DROP CONSTRAINT "outbox_webhook_log_id_webhook_logs_id_fk";
--> statement-breakpoint
ALTER TABLE "payment_transactions" DROP CONSTRAINT "payment_transactions_webhook_log_id_webhook_logs_id_fk";
