-- Bodies are compressed while a buyer waits, and lz4 takes a tenth of the time; a server built without it keeps its default.
DO $$
BEGIN
  ALTER TABLE "webhook_logs" ALTER COLUMN "raw_data" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
  RAISE NOTICE 'lz4 is not available here; bodies keep the default compression';
END $$;
