-- A row is within the scope when the leaf grid of its house is. Joining house_grid here, and not
-- inside a function, spares a call for each house of the scope. The leaves stand in an ARRAY because
-- that is asked for once, whichever way the planner takes; the same as IN was asked for each row.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['household', 'resident', 'phone', 'change', 'house_tally', 'declared_count'] LOOP
    EXECUTE format('DROP POLICY within_scope ON person.%I', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY['organisation_contact', 'house_photo'] LOOP
    EXECUTE format('DROP POLICY scope ON person.%I', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY['household', 'resident', 'phone', 'change', 'house_tally', 'declared_count',
      'organisation_contact', 'house_photo'] LOOP
    EXECUTE format($f$
      CREATE POLICY within_scope ON person.%1$I TO gridmap_app USING (
        EXISTS (SELECT FROM public.house_grid hg
                WHERE hg.house_id = %1$I.house_id AND hg.grid_id = ANY (ARRAY(SELECT account.resident_leaves())))
        OR (house_id IS NULL AND village_code IN (SELECT account.visible_villages()))) $f$, one);
  END LOOP;
END $$;
