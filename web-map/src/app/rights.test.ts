import './features';
import { describe, expect, it } from 'vitest';
import type { Right } from '../api/session';
import { modesOf } from '../state/modes';
import { bordersOnly } from '../state/rights';

const OWN: Right[] = ['MAP', 'OWN_ACCOUNT'];
const OFFICER: Right[] = [...OWN, 'AGGREGATES', 'RESIDENTS', 'RESIDENTS_EDIT', 'REVEAL', 'HOUSES_EDIT'];

describe('modes by right', () => {
  it('everybody_has_the_map_and_only_what_the_rights_say_besides', () => {
    expect(modesOf(OFFICER)).toEqual(['map', 'register', 'places']);
    expect(modesOf([...OWN, 'AGGREGATES'])).toEqual(['map', 'register', 'places']);
    expect(modesOf([...OWN, 'DRAFTS', 'AGGREGATES'])).toEqual(['map', 'check', 'register', 'places']);
    expect(modesOf([...OWN, 'DRAFTS', 'PLANS'])).toEqual(['map', 'check', 'plan', 'places']);
    expect(modesOf([...OWN, 'AGGREGATES', 'PLANS_DECIDE'])).toEqual(['map', 'plan', 'register', 'places']);
    expect(modesOf([...OWN, 'EVENTS'])).toEqual(['map', 'events', 'cockpit', 'places']);
    expect(modesOf(OWN)).toEqual(['map', 'places']);
    expect(modesOf([...OWN, 'USERS', 'GRANTS'])).toEqual(['map', 'users']);
    expect(modesOf([...OWN, 'SYSTEM', 'GRANTS'])).toEqual(['map', 'users', 'connections']);
    expect(modesOf([...OWN, 'AUDIT'])).toEqual(['map', 'audit']);
    expect(modesOf([])).toEqual([]);
  });

  it('administrators_see_borders_and_nothing_inside_unless_they_have_work_there_too', () => {
    expect(bordersOnly([...OWN, 'AUDIT'])).toBe(true);
    expect(bordersOnly([...OWN, 'SYSTEM', 'GRANTS'])).toBe(true);
    expect(bordersOnly(OFFICER)).toBe(false);
    expect(bordersOnly(OWN)).toBe(false);
    expect(bordersOnly([...OFFICER, 'AUDIT'])).toBe(false);
  });
});
