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

/** Bars on their sides, with a line of shares or marks over them. */
export function barOption(bars: readonly Bar[], look: Look, names: number): EChartsCoreOption {
  const { ink, quiet, line, accent, size } = look;
  const most = Math.max(0, ...bars.flatMap(({ value, mark }) => [value ?? 0, mark ?? 0]));
  const widest = Math.max(0, ...bars.map(({ text }) => text.length));
  const dimmed = bars.some(({ chosen }) => chosen);
  return {
    ...common(look),
    grid: { left: names + 8, right: 8 + widest * size * 0.62, top: 4, bottom: 4 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: ink, fontSize: size, width: names, overflow: 'truncate', interval: 0 },
    },
    xAxis: [
      { type: 'value', show: false, min: 0, max: most || 1 },
      { type: 'value', show: false, min: 0, max: 1 },
    ],
    series: [
      {
        type: 'bar',
        barWidth: '62%',
        data: bars.map(({ value, text, chosen, key }) => ({
          value: value ?? 0,
          itemStyle: { color: key === null ? quiet : accent, opacity: dimmed && !chosen ? 0.4 : 1 },
          label: { formatter: text },
        })),
        // A line of shares would run through the figures that stand at the ends of the bars.
        label: { show: true, position: 'right', color: ink, fontSize: size },
        emphasis: { itemStyle: { borderColor: ink, borderWidth: 2 } },
        tooltip: { show: false },
      },
      {
        type: 'line',
        xAxisIndex: 1,
        silent: true,
        data: bars.map(({ line: share }) => share ?? null),
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { color: quiet, width: 1.5, type: 'dashed' },
        itemStyle: { color: quiet },
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
