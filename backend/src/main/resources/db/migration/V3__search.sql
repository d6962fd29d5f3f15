-- Finding grids, houses and roads by a piece of what people call them. Owner: overview.
-- Pairs of neighbouring characters go into an inverted index, so that two Chinese characters are
-- enough to search for; trigrams would need three.

-- The words of one thing in one line for comparing, each between line feeds, so that the line feed
-- marks where a word begins and ends. Full-width digits and letters become plain ones, capitals
-- become small letters.
CREATE FUNCTION search_line(words text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(normalize(E'\n' || array_to_string(words, E'\n') || E'\n', NFKC));

-- Every pair of neighbouring characters of a line.
CREATE FUNCTION search_pairs(line text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT array_agg(substr(line, i, 2)) FROM generate_series(1, length(line) - 1) AS i);

-- Pairs are only ever looked up, so they are sorted as bytes, which is much cheaper than by language.
CREATE INDEX house_search ON house
  USING gin ((search_pairs(search_line(ARRAY[number, name, address] || aliases)) COLLATE "C"));
CREATE INDEX grid_search ON grid
  USING gin ((search_pairs(search_line(ARRAY[code, name])) COLLATE "C"));
CREATE INDEX road_search ON road
  USING gin ((search_pairs(search_line(ARRAY[name])) COLLATE "C"));
