import { describe, expect, it } from 'vitest';
import {
  type Found,
  inSections,
  localAddress,
  personFound,
  placeFound,
  searchKey,
  type SearchState,
} from './search';

describe('keys in the search box', () => {
  const hit = (id: number): Found => ({
    type: 'house',
    id,
    title: String(id),
    subtitle: '',
    point: [0, 0],
    bounds: [0, 0, 0, 0],
    formerly: null,
    houseId: null,
    person: null,
  });
  const state = (active: number): SearchState => ({
    text: 'x',
    hits: [hit(1), hit(2), hit(3)],
    active,
    open: true,
    state: 'done',
    short: false,
    left: null,
    refused: null,
  });

  it('arrows_walk_round_the_list', () => {
    const walked = state(0);
    const visited = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp'].map((key) => {
      searchKey(walked, key);
      return walked.active;
    });
    expect(visited).toEqual([1, 2, 0, 2]);
  });

  it('enter_opens_the_hit_in_hand_or_the_first', () => {
    expect(searchKey(state(2), 'Enter')?.id).toBe(3);
    expect(searchKey(state(-1), 'Enter')?.id).toBe(1);
  });

  it('keys_on_an_empty_list_open_nothing', () => {
    const empty = { ...state(-1), hits: [] };
    for (const key of ['ArrowDown', 'ArrowUp', 'End', 'Enter']) {
      expect(searchKey(empty, key)).toBeNull();
      expect(empty.active).toBe(-1);
    }
  });

  it('escape_closes_the_list', () => {
    const closed = state(1);
    searchKey(closed, 'Escape');
    expect(closed.open).toBe(false);
  });
});

describe('what was found', () => {
  const place = (type: 'grid' | 'house' | 'road', id: number) =>
    placeFound({ type, id, title: '', subtitle: '', point: [0, 0], bounds: [0, 0, 0, 0], formerly: null });
  const person = personFound({
    id: 9,
    name: '张**',
    sex: 'FEMALE',
    birthDecade: 1960,
    relation: 'SPOUSE',
    room: '903',
    houseId: 4,
    houseNumber: '12',
    address: '祥荣路12号',
    grid: { id: 1, code: '350582103220001', name: '第1网格' },
    point: [1, 2],
  });

  it('stands_in_sections_with_that_of_the_best_hit_first', () => {
    const found = inSections([
      place('road', 1),
      place('house', 2),
      person,
      place('grid', 3),
      place('road', 4),
    ]);
    expect(found.map(({ type }) => type)).toEqual(['road', 'road', 'house', 'grid', 'person']);
  });

  it('a_person_is_shown_masked_and_opens_the_house', () => {
    expect(person).toMatchObject({ title: '张**', subtitle: '祥荣路12号 · 第1网格', houseId: 4 });
    // What tells people of one family name apart.
    expect(person.person).toMatchObject({
      room: '903',
      relation: 'SPOUSE',
      sex: 'FEMALE',
      birthDecade: 1960,
    });
  });
});

it('an_address_is_told_by_what_differs_within_the_place', () => {
  expect(localAddress('福建省泉州市晋江市陈埭镇洋埭村隆庆路10号')).toBe('隆庆路10号');
  expect(localAddress('某省某市某县柳渡乡兴旺路3号')).toBe('兴旺路3号');
  expect(localAddress('隆庆路10号')).toBe('隆庆路10号');
  expect(localAddress('')).toBe('');
});
