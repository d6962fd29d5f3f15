import { expect, it } from 'vitest';
import { i18n } from '../i18n';
import { areaParts, formatCount, formatTime, lengthParts } from '../i18n/figures';
import './features';

const { 'zh-CN': zhCN, en } = i18n.global.messages.value as Record<'zh-CN' | 'en', Tree>;

type Tree = { readonly [key: string]: string | Tree };

function keysOf(tree: Tree, before = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${before}${key}`] : keysOf(value, `${before}${key}.`),
  );
}

it('both_languages_say_the_same_things', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zhCN).sort());
});

it('every_word_that_a_part_of_the_page_names_is_there', () => {
  const known = new Set(keysOf(zhCN));
  const groups = [...known].flatMap((key) =>
    key.split('.').map((_, i, parts) => parts.slice(0, i).join('.')),
  );
  const sources = import.meta.glob<string>(['../**/*.{ts,vue}', '!../**/*.test.ts', '!../api/schema.ts'], {
    eager: true,
    query: '?raw',
    import: 'default',
  });
  const missing = Object.entries(sources).flatMap(([file, text]) => {
    const whole = [...text.matchAll(/\b(?:t|te|say)\(\s*'([\w.-]+)'/g)].map(([, key = '']) => key);
    const begun = [...text.matchAll(/\b(?:t|te|say)\(\s*`([\w.-]+)\.\$\{/g)].map(([, group = '']) => group);
    const named = [...text.matchAll(/\b(?:word|options)\('([\w.-]+)'/g)].map(([, group = '']) => group);
    return [
      ...whole.filter((key) => !known.has(key)),
      ...[...begun, ...named].filter((group) => !groups.includes(group)),
    ].map((key) => `${file}: ${key}`);
  });
  expect(Object.keys(sources).length).toBeGreaterThan(200);
  expect(missing).toEqual([]);
});

it('the_chinese_face_has_no_english_but_commands_and_technical_names', () => {
  const words = JSON.stringify(zhCN)
    .replaceAll(/"\w[\w-]*":/g, '')
    .replaceAll(
      /\{\w+\}|\.\/gridmap (up|import)|--as \w+|gridmap\.webhook\.hosts|https|Standard Webhooks|webhook-\w+|WebGL|English|GridMap|QGIS|GDAL|WFS|OGC API|Shapefile|GeoPackage|GeoJSON|DXF|PDF|zip|MB|WGS|CGCS2000|JPEG|PNG|WebP|Shift|Delete|Esc/g,
      '',
    );
  expect(/[A-Za-z]{2,}/.exec(words)?.[0]).toBeUndefined();
});

it('one_of_something_is_not_none', () => {
  const { t, locale } = i18n.global;
  for (const [language, none, one, some] of [
    ['en', 'No events', '1 event', '2 events'],
    ['zh-CN', '没有事件', '1 件事件', '2 件事件'],
  ] as const) {
    locale.value = language;
    expect([0, 1, 2].map((n) => t('event.list.total', { n }, n))).toEqual([none, one, some]);
  }
});

it('figures_are_grouped_and_carry_a_fitting_unit', () => {
  expect(formatCount(53_000)).toBe('53,000');
  expect(areaParts(0.0123)).toEqual({ figure: '0.01', unit: 'm2' });
  expect(areaParts(20_136.4)).toEqual({ figure: '20,136', unit: 'm2' });
  expect(areaParts(1_234_567)).toEqual({ figure: '1.23', unit: 'km2' });
  expect(areaParts(1_234_567, [99_000])).toEqual({ figure: '1,234,567', unit: 'm2' });
  expect(lengthParts(999)).toEqual({ figure: '999', unit: 'm' });
  expect(lengthParts(2500)).toEqual({ figure: '2.5', unit: 'km' });
});

it('a_time_is_year_month_day_hour_minute', () => {
  expect(formatTime(new Date(2026, 10, 21, 1, 5))).toBe('2026-11-21 01:05');
});
