-- Columns that repeat what older rows say elsewhere.
UPDATE "payment_orders" SET "country" = coalesce("shipping_address"->>'country', "billing_address"->>'country') WHERE "country" IS NULL;
--> statement-breakpoint
UPDATE "outbox" SET "topic" = coalesce("payload"->>'metric', "payload"->>'mail') WHERE "topic" IS NULL;
