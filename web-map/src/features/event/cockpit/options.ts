import type { EChartsCoreOption } from 'echarts/core';

/** Colours of the part of the page in which a chart stands. */
export interface Look {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly paper: string;
  readonly accent: string;
  readonly size: number;
}

/** A bar that lies on its side. */
export interface Bar {
  /** `null` for one that cannot be chosen. */
  readonly key: string | null;
  readonly name: string;
  /** `null` where there is no value: no bar. */
  readonly value: number | null;
  /** The value as it is written. */
  readonly text: string;
  /** Further figures for the table, in the order of its columns. */
  readonly more?: readonly string[];
  /** Where the line over the bars stands, 0 to 1. */
  readonly line?: number;
  /** Where the mark behind the bar stands, in units of the value. */
  readonly mark?: number;
  readonly chosen?: boolean;
}

/** Pixels that a bar and its name take. */
export const ROW = 26;
/** Pixels between a bar and what is written beside it. */
const ROOM = 8;

/** About how wide the widest of some texts is, in pixels; letters of Chinese are square. */
export function widthOf(texts: readonly string[], size: number): number {
  const letters = (text: string) =>
    [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 1.04 : 0.62), 0);
  return Math.ceil(Math.max(0, ...texts.map(letters)) * size) + 2;
}

/** What all charts have: text of a tooltip is drawn, since the policy of the server allows no styles in it. */
function common({ ink, paper, line, size }: Look): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { color: ink, fontFamily: "'Noto Sans SC', system-ui, sans-serif", fontSize: size },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: paper,
      borderColor: line,
      textStyle: { color: ink, fontSize: size },
    },
  };
}

/**
 * Bars on their sides, with a line of shares or marks over them; names stand before them and figures behind.
 *
 * @param most pixels of a name
 */
export function barOption(bars: readonly Bar[], look: Look, most: number): EChartsCoreOption {
  const { ink, paper, line, accent, size } = look;
  const longest = Math.max(0, ...bars.flatMap(({ value, mark }) => [value ?? 0, mark ?? 0]));
  const names = Math.min(
    most,
    widthOf(
      bars.map(({ name }) => name),
      size,
    ),
  );
  const figures = widthOf(
    bars.map(({ text }) => text),
    size,
  );
  const beside = { type: 'category', inverse: true, axisTick: { show: false } };
  const label = { color: ink, fontSize: size, interval: 0, margin: ROOM };
  const dimmed = bars.some(({ chosen }) => chosen);
  return {
    ...common(look),
    grid: { left: names + ROOM, right: figures + ROOM, top: 4, bottom: 4 },
    yAxis: [
      {
        ...beside,
        data: bars.map(({ name }) => name),
        axisLine: { lineStyle: { color: line } },
        axisLabel: { ...label, width: names, overflow: 'truncate' },
      },
      {
        ...beside,
        position: 'right',
        data: bars.map(({ text }) => text),
        axisLine: { show: false },
        axisLabel: label,
      },
    ],
    xAxis: [
      { type: 'value', show: false, min: 0, max: longest || 1 },
      { type: 'value', show: false, min: 0, max: 1 },
    ],
    series: [
      {
        type: 'bar',
        barWidth: '62%',
        data: bars.map(({ value, chosen }) => ({
          value: value ?? 0,
          itemStyle: { color: accent, opacity: dimmed && !chosen ? 0.4 : 1 },
        })),
        emphasis: { itemStyle: { borderColor: ink, borderWidth: 2 } },
        tooltip: { show: false },
      },
      {
        type: 'line',
        xAxisIndex: 1,
        silent: true,
        data: bars.map(({ line: share }) => share ?? null),
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { color: ink, width: 1.5, type: 'dashed' },
        itemStyle: { color: ink, borderColor: paper, borderWidth: 1, opacity: 1 },
      },
      {
        type: 'scatter',
        silent: true,
        symbol: 'rect',
        symbolSize: [3, 14],
        itemStyle: { color: ink },
        data: bars.map(({ mark }, i) => [mark ?? null, i]),
      },
    ],
  };
}

export interface DayBar {
  readonly day: string;
  readonly reported: number;
  readonly closed: number;
}

/** What was reported on each day as bars, what was closed as a line. */
export function dayOption(
  days: readonly DayBar[],
  look: Look,
  words: { readonly reported: string; readonly closed: string },
): EChartsCoreOption {
  const { ink, quiet, line, accent, size } = look;
  const { tooltip, ...rest } = common(look);
  return {
    ...rest,
    tooltip: { ...(tooltip as object), trigger: 'axis' },
    legend: { top: 0, right: 0, itemHeight: 10, textStyle: { color: ink, fontSize: size } },
    grid: { left: size * 2.6, right: 8, top: size * 2.2, bottom: size * 1.9 },
    xAxis: {
      type: 'category',
      data: days.map(({ day }) => day.slice(5)),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: quiet, fontSize: size },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      splitLine: { lineStyle: { color: line } },
      axisLabel: { color: quiet, fontSize: size },
    },
    series: [
      { type: 'bar', name: words.reported, data: days.map(({ reported }) => reported), color: accent },
      {
        type: 'line',
        name: words.closed,
        data: days.map(({ closed }) => closed),
        color: ink,
        symbolSize: 4,
        lineStyle: { width: 1.5 },
      },
    ],
  };
}
