import { describe, expect, it } from 'vitest';
import { baseMapUrl, isGeographic, matrixLevel } from './baseMap';
import { codeTail, gridLabel, numberInName } from './gridCode';
import { drawnHeight } from './houseHeight';
import { distanceMetres, formatLonLat, offset, sizeMetres } from './lonLat';
import { ancestorAt, fromUnit, tileAt, tileBounds, tileSizeMetres, toUnit } from './mercator';
import { linesOf, polygonsOf, ringsContain } from './polygon';
import { scaleBar } from './scaleBar';
import { Perspective } from './perspective';
import { formatViewpoint, metresPerPixel, parseViewpoint, rangeFor, viewOf } from './viewpoint';

describe('places', () => {
  it('a_degree_of_latitude_is_about_111_kilometres', () => {
    expect(distanceMetres([118, 24], [118, 25])).toBeCloseTo(111_195, -1);
  });

  it('an_offset_is_as_far_away_as_it_says_and_survives_the_date_line', () => {
    const moved = offset([118.6, 24.8], 300, 400);
    expect(distanceMetres([118.6, 24.8], moved)).toBeCloseTo(500, 0);
    expect(offset([179.9999, 0], 1000, 0)[0]).toBeLessThan(-179.9);
  });

  it('a_place_is_written_with_its_hemispheres', () => {
    expect(formatLonLat([118.604211, 24.801129])).toBe('118.60421° E  24.80113° N');
    expect(formatLonLat([-70.5, -33.25])).toBe('70.50000° W  33.25000° S');
  });
});

describe('the tile pyramid', () => {
  it('a_place_goes_to_the_unit_square_and_back', () => {
    const [x, y] = toUnit([118.6, 24.8]);
    const [lon, lat] = fromUnit(x, y);
    expect(lon).toBeCloseTo(118.6, 9);
    expect(lat).toBeCloseTo(24.8, 9);
  });

  it('the_tile_of_a_place_contains_it_at_every_zoom', () => {
    for (let z = 0; z <= 22; z++) {
      const [west, south, east, north] = tileBounds(tileAt([118.6, 24.8], z));
      expect(west <= 118.6 && 118.6 < east && south < 24.8 && 24.8 <= north).toBe(true);
    }
  });

  it('poles_and_edges_stay_inside_the_pyramid', () => {
    expect(tileAt([180, -90], 3)).toEqual({ z: 3, x: 7, y: 7 });
    expect(tileAt([-180, 90], 3)).toEqual({ z: 3, x: 0, y: 0 });
  });

  it('an_ancestor_is_four_times_coarser_two_levels_up', () => {
    expect(ancestorAt({ z: 16, x: 54321, y: 28123 }, 14)).toEqual({ z: 14, x: 13580, y: 7030 });
    const ratio =
      tileSizeMetres({ z: 14, x: 13580, y: 7030 }) / tileSizeMetres({ z: 16, x: 54321, y: 28121 });
    expect(ratio).toBeCloseTo(4, 2);
  });
});

describe('viewpoints', () => {
  it('a_viewpoint_survives_the_address_bar', () => {
    const view = {
      centre: [118.604211, 24.801129] as const,
      rangeMetres: 2400,
      headingDegrees: 30,
      pitchDegrees: -45,
    };
    expect(parseViewpoint(formatViewpoint(view))).toEqual(view);
  });

  it('nonsense_in_the_address_bar_is_no_viewpoint', () => {
    for (const text of [
      null,
      '',
      '1,2,3',
      'a,b,c,d,e',
      '181,0,100,0,-45',
      '1,2,0,0,-45',
      '1,2,100,0,45',
      '1,,100,0,-45',
      'Infinity,0,9,0,0',
    ]) {
      expect(parseViewpoint(text)).toBeNull();
    }
  });

  it('a_heading_below_zero_is_written_as_a_compass_reading', () => {
    const text = formatViewpoint({ centre: [0, 0], rangeMetres: 10, headingDegrees: -10, pitchDegrees: -45 });
    expect(text).toBe('0.000000,0.000000,10,350,-45');
  });

  it('range_and_pixel_size_are_inverse', () => {
    expect(rangeFor(metresPerPixel(1234, 700), 700)).toBeCloseTo(1234, 9);
  });

  it('the_whole_of_the_bounds_is_in_a_view_of_them', () => {
    const bounds = [118.6, 24.8, 118.62, 24.81] as const;
    const view = viewOf(bounds, 1.5, { headingDegrees: 0, pitchDegrees: -90 });
    const heightSeen = metresPerPixel(view.rangeMetres, 1);
    const { width, height } = sizeMetres(bounds);
    expect(heightSeen).toBeGreaterThan(height);
    expect(heightSeen * 1.5).toBeGreaterThan(width);
  });
});

it('a_numbered_grid_is_known_by_its_number_and_a_named_one_by_its_name', () => {
  expect(numberInName('第17网格')).toBe('17');
  expect(numberInName('第4工作片')).toBe('4');
  expect(numberInName('洋埭医院')).toBeNull();
  expect(numberInName('')).toBeNull();
});

describe('what a viewpoint shows without a map', () => {
  const view = { centre: [118.6, 24.8], rangeMetres: 2000, headingDegrees: 30, pitchDegrees: -45 } as const;
  const shown = new Perspective(view, 1200, 800);

  it('its_centre_is_in_the_middle_and_metres_have_the_size_that_the_scale_bar_says', () => {
    expect(shown.project(view.centre)).toEqual([600, 400]);
    const [x = 0, y = 0] = shown.project(offset(view.centre, 100 * Math.cos(Math.PI / 6), -50)) ?? [];
    expect(Math.hypot(x - 600, y - 400) * metresPerPixel(2000, 800)).toBeCloseTo(100, 0);
    expect(y).toBeCloseTo(400, 0);
  });

  it('what_is_nearer_is_lower_what_is_higher_is_above_and_what_is_behind_is_not_there', () => {
    const north = (metres: number) =>
      shown.project(offset(view.centre, metres / 2, (metres * Math.sqrt(3)) / 2));
    expect(north(-300)?.[1]).toBeGreaterThan(400);
    expect(north(300)?.[1]).toBeLessThan(400);
    expect(shown.project(view.centre, 50)?.[1]).toBeLessThan(400);
    expect(north(-3000)).toBeNull();
  });

  it('what_is_in_sight_is_what_the_picture_shows', () => {
    const { ground, eyeHeightMetres } = shown.sight();
    expect(eyeHeightMetres).toBeCloseTo(2000 * Math.SQRT1_2, 3);
    const corners = [
      [ground[0], ground[1]],
      [ground[2], ground[3]],
    ] as const;
    for (const corner of corners) {
      const [x = 0, y = 0] = shown.project(corner) ?? [];
      expect(x > 1 && x < 1199 && y > 1 && y < 799).toBe(false);
    }
    expect(ground[0] < 118.6 && ground[2] > 118.6 && ground[1] < 24.8 && ground[3] > 24.8).toBe(true);
  });

  it.each([-90, -60, -45, -20])('all_corners_of_bounds_are_in_the_view_of_them_at_%s_degrees', (pitch) => {
    const bounds = [118.6, 24.8, 118.63, 24.81] as const;
    for (const [width, height] of [
      [1300, 700],
      [390, 700],
    ] as const) {
      const whole = viewOf(bounds, width / height, { headingDegrees: 20, pitchDegrees: pitch });
      const picture = new Perspective(whole, width, height);
      for (const lon of [bounds[0], bounds[2]]) {
        for (const lat of [bounds[1], bounds[3]]) {
          const [x = -1, y = -1] = picture.project([lon, lat]) ?? [];
          expect(x > 0 && x < width && y > 0 && y < height).toBe(true);
        }
      }
    }
  });
});

describe('scale bar', () => {
  it('a_bar_is_a_round_length_that_fits', () => {
    expect(scaleBar(1, 100)).toEqual({ metres: 100, pixels: 100 });
    expect(scaleBar(3.7, 100).metres).toBe(200);
    expect(scaleBar(0.13, 100).metres).toBe(10);
    for (const size of [0.01, 0.3, 7, 88, 12345]) expect(scaleBar(size, 100).pixels).toBeLessThanOrEqual(100);
  });

  it('without_a_size_there_is_no_bar', () => {
    expect(scaleBar(0, 100)).toEqual({ metres: 0, pixels: 0 });
    expect(scaleBar(NaN, 100)).toEqual({ metres: 0, pixels: 0 });
  });
});

describe('polygons', () => {
  const square = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
    [0, 0],
  ] as [number, number][];
  const hole = [
    [4, 4],
    [4, 6],
    [6, 6],
    [6, 4],
    [4, 4],
  ] as [number, number][];

  it('a_hole_is_outside', () => {
    expect(ringsContain([square, hole], 5, 5)).toBe(false);
    expect(ringsContain([square, hole], 1, 5)).toBe(true);
    expect(ringsContain([square, hole], 11, 5)).toBe(false);
  });

  it('rings_that_turn_the_other_way_are_holes_of_the_polygon_before_them', () => {
    const second = square.map(([x, y]): [number, number] => [x + 20, y]);
    expect(polygonsOf([square, hole, second])).toEqual([[square, hole], [second]]);
  });

  it('the_lines_of_a_multipolygon_are_all_its_rings', () => {
    expect(linesOf({ type: 'MultiPolygon', coordinates: [[square, hole], [square]] })).toHaveLength(3);
    expect(linesOf({ type: 'Point', coordinates: [1, 2] })).toEqual([]);
  });
});

describe('houses and codes', () => {
  it('a_house_is_as_high_as_measured_else_three_metres_a_floor_else_six', () => {
    expect(drawnHeight(12.5, 2)).toBe(12.5);
    expect(drawnHeight(undefined, 4)).toBe(12);
    expect(drawnHeight(0, undefined)).toBe(6);
  });

  it('the_tail_of_a_code_is_its_last_three_characters', () => {
    expect(codeTail('350582103201017')).toBe('017');
    expect(codeTail('17')).toBe('17');
  });

  it('a_grid_is_labelled_with_its_name_and_only_one_without_a_name_with_its_code', () => {
    expect(gridLabel('350582103201017', '')).toBe('017');
    expect(gridLabel('350582103201904', '第4工作片')).toBe('第4工作片');
    expect(gridLabel('350582103201017', '五里桥')).toBe('五里桥');
  });
});

describe('base map', () => {
  const tianditu = {
    urlTemplate:
      'https://t{s}.example/vec_c/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&LAYER={layer}&k={other}',
    layer: 'vec',
    matrixSet: 'c',
    subdomains: ['0', '1'],
  };

  it('the_geographic_matrix_set_calls_its_two_tile_world_level_one', () => {
    expect(isGeographic('c')).toBe(true);
    expect(isGeographic('EPSG:4490')).toBe(true);
    expect(isGeographic('w')).toBe(false);
    expect(matrixLevel(tianditu, 0)).toBe(1);
    expect(matrixLevel({ ...tianditu, matrixSet: 'w' }, 5)).toBe(5);
  });

  it('a_template_is_filled_and_unknown_words_stay', () => {
    expect(baseMapUrl(tianditu, 4, 27, 6)).toBe(
      'https://t1.example/vec_c/wmts?TILEMATRIX=5&TILEROW=6&TILECOL=27&LAYER=vec&k={other}',
    );
  });
});
