SELECT coalesce(max(revision), 0) FROM map_change
