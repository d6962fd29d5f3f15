-- A dry run of an import takes the next number of a division and gives it back.
GRANT UPDATE ON SEQUENCE division_id_seq TO gridmap_app, gridmap_job;
