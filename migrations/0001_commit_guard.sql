-- Stops the one statement of a commit when its updates met another number of rows than they were meant for.
CREATE FUNCTION "commit_guard"("guard_name" text, "rows_meant" bigint, "rows_met" bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF "rows_met" <> "rows_meant" THEN
    RAISE EXCEPTION '%', "guard_name" USING ERRCODE = 'CG001';
  END IF;
  RETURN true;
END
$$;
