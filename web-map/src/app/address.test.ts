import './features';
import { describe, expect, it } from 'vitest';
import { formatAddress, isStep, parseAddress, parseTime } from '../state/address';
import { addLayerChoice, LANGUAGES, languageOf, usualChoices } from '../state/choices';

describe('the address bar', () => {
  it('all_choices_survive_it', () => {
    const choices = usualChoices();
    choices.mode = '2d';
    choices.level = 3;
    choices.division = 7;
    choices.selection = { kind: 'grid', id: 42 };
    choices.panel = 'check';
    choices.plan = 12;
    choices.planTab = 'fixes';
    choices.at = '2025-01-31';
    choices.theme = 'careNeeds';
    choices.language = 'en';
    choices.filters = { events: 'state:OVERDUE,urgency:RED,grid:12' };
    choices.layers.houses = false;
    choices.layers.walls = false;
    choices.viewpoint = { centre: [118.6, 24.8], rangeMetres: 900, headingDegrees: 20, pitchDegrees: -40 };
    expect(parseAddress(formatAddress(choices))).toEqual(choices);
  });

  it('names_only_layers_that_are_not_as_usual', () => {
    addLayerChoice({ name: 'rings', position: 75, on: false });
    const choices = usualChoices();
    expect(formatAddress(choices)).not.toMatch(/\b(on|off)=/);
    choices.layers['houses'] = false;
    choices.layers['rings'] = true;
    expect(formatAddress(choices)).toContain('off=houses&on=rings');
    expect(parseAddress(formatAddress(choices))).toEqual(choices);
    expect(parseAddress('#on=constructor.x&off=')).toEqual(usualChoices());
  });

  it('each_language_survives_it_whatever_the_browser_prefers', () => {
    for (const language of LANGUAGES) {
      expect(parseAddress(formatAddress({ ...usualChoices(), language })).language).toBe(language);
    }
  });

  it('the_page_opens_in_the_first_language_of_the_browser_that_it_speaks', () => {
    expect(languageOf(['en-GB', 'zh-CN'])).toBe('en');
    expect(languageOf(['fr', 'EN'])).toBe('en');
    expect(languageOf(['zh-TW', 'en'])).toBe('zh-CN');
    expect(languageOf(['enm', 'de'])).toBe('zh-CN');
    expect(languageOf([])).toBe('zh-CN');
  });

  it('an_empty_or_foreign_address_gives_the_usual', () => {
    for (const hash of [
      '',
      '#',
      '#top',
      '#level=0&division=-1&select=person:3&panel=x&mode=4d&view=1,2',
      '#level=1e3',
      '#plan=x&tab=fixes&at=2025-02-30',
      '#tab=compare&at=yesterday',
      '#events=state:GONE',
    ]) {
      expect(parseAddress(hash)).toEqual(usualChoices());
    }
  });

  it('a_choice_is_a_step_for_the_back_button_and_a_move_is_none', () => {
    const here = usualChoices();
    const moved = {
      ...here,
      viewpoint: { centre: [1, 2] as const, rangeMetres: 5, headingDegrees: 0, pitchDegrees: -9 },
    };
    expect(isStep(here, moved)).toBe(false);
    expect(isStep(here, { ...here, level: 3 })).toBe(true);
    expect(isStep(here, { ...here, plan: 4 })).toBe(true);
    expect(isStep(here, { ...here, at: '2025-01-01' })).toBe(true);
    expect(isStep(here, { ...here, selection: { kind: 'house', id: 1 } })).toBe(true);
  });
});

describe('the day that is shown', () => {
  it('is_a_day_or_an_instant_and_nothing_else', () => {
    expect(parseTime('2024-02-29')).toBe('2024-02-29');
    expect(parseTime('2026-11-22T07:30:01.25Z')).toBe('2026-11-22T07:30:01.25Z');
    for (const wrong of [
      null,
      '',
      '2025-02-29',
      '2025-1-1',
      '2025-01-01T25:00:00Z',
      '2025-01-01T00:00:00+08:00',
    ])
      expect(parseTime(wrong)).toBeNull();
  });
});
