-- Stops the one statement of a commit when an update met another number of rows than it was meant for.
CREATE FUNCTION "commit_guard"("guard" text, "expected" bigint, "found" bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF "found" <> "expected" THEN
    RAISE EXCEPTION '%', "guard" USING ERRCODE = 'CG001';
  END IF;
  RETURN true;
END
$$;
