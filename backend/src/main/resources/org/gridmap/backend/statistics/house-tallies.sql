-- Who is counted in each house. No parameters.
SELECT house_id, households, residents, registered, permanent, floating, at_home, away, moved_out,
       children, elders, care_needs
FROM person.house_tally
