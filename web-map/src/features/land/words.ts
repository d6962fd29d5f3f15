import type { Translated } from '../../i18n/translated';

/** Grids, their divisions, roads. */
export const zh = {
  division: {
    label: '划分方案',
    shown: '当前发布的方案',
    draft: '草案',
    published: '已发布',
    none: '还没有划分方案。用命令 ./gridmap import 文件 --as grids 导入网格。',
  },
  kind: { BASE: '单元网格', EXCLUSIVE: '专属网格' },
  layer: {
    grids: '网格',
    walls: '网格边界墙（三维）',
    labels: '标注',
    roads: '道路',
    base: '底图',
  },
  tab: {
    overview: '概况',
  },
  card: {
    draft: '草案中的网格',
    code: '编码',
    level: '级别',
    kind: '类型',
    area: '面积',
    houses: '房屋',
    parents: '上级网格',
    children: '下级网格',
  },
  lineage: { title: '沿革', SPLIT: '拆分', MERGED: '合并', RECODED: '改编码' },
} as const;

export const en: Translated<typeof zh> = {
  division: {
    label: 'Division',
    shown: 'The published division',
    draft: 'draft',
    published: 'published',
    none: 'There is no division yet. Import grids with ./gridmap import FILE --as grids.',
  },
  kind: { BASE: 'Base grid', EXCLUSIVE: 'Exclusive grid' },
  layer: {
    grids: 'Grids',
    walls: 'Walls on grid borders (3D)',
    labels: 'Labels',
    roads: 'Roads',
    base: 'Base map',
  },
  tab: {
    overview: 'Overview',
  },
  card: {
    draft: 'A grid of a draft',
    code: 'Code',
    level: 'Level',
    kind: 'Kind',
    area: 'Area',
    houses: 'Houses',
    parents: 'Part of',
    children: 'Divided into',
  },
  lineage: { title: 'Lineage', SPLIT: 'split', MERGED: 'merged', RECODED: 'recoded' },
};
