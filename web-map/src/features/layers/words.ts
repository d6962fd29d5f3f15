import type { Translated } from '../../i18n/translated';

/** The panel of layers and the legend. */
export const zh = {
  rail: {
    map: { short: '图', long: '图层与图例' },
  },
  title: '图层',
  legend: {
    title: '图例',
    grids: '颜色只用来区分相邻网格',
    theme: '网格颜色表示所选的数字，见地图左下角',
    finding: '覆盖缺陷',
    border: '网格边界',
  },
} as const;

export const en: Translated<typeof zh> = {
  rail: {
    map: { short: 'Map', long: 'Layers and legend' },
  },
  title: 'Layers',
  legend: {
    title: 'Legend',
    grids: 'Colours only tell neighbouring grids apart',
    theme: 'Colours of grids are the chosen counts; see the lower left of the map',
    finding: 'Coverage finding',
    border: 'Grid border',
  },
};
