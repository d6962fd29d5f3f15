import type { Schemas } from '../../api/model';
import type { Translated } from '../../i18n/translated';

/** What the coverage check finds. */
export const zh = {
  rail: {
    check: { short: '查', long: '检查覆盖' },
  },
  layer: {
    findings: '检查结果',
  },
  title: '覆盖检查',
  intro: '按影响人数、再按面积排列。点一条，地图飞到那里。',
  total: '没有缺陷 | {n} 处缺陷',
  clean: '这个方案没有缺陷：每一块地都恰好属于一个网格。',
  cleanDraft: '草案“{name}”有 {n} 处缺陷，可以切换过去看。',
  open: '查看草案',
  loading: '正在读取检查结果…',
  failed: '检查结果没有读到。',
  more: '再读 {n} 条',
  people: '{n} 人',
  houses: '{n} 栋房屋',
  grids: '涉及网格',
  reading: '已读 {n} / {total}',
  approximate: '近似值：有图形无效',
  finding: {
    INVALID: '图形无效',
    OVERLAP: '重叠',
    DUPLICATE: '重复',
    CONTAINMENT: '包含',
    GAP: '空隙',
    STRIP: '窄缝',
    OUTSIDE: '超出上级',
    EDGE_MISMATCH: '边线不吻合',
    MULTIPART: '多块网格',
    TOO_COMPLEX: '过于复杂，未量测',
  } satisfies Record<Schemas['FindingKind'], string>,
  gap: { ENCLOSED: '封闭空隙', INLET: '开口空隙', BOUNDARY: '边缘空隙' } satisfies Record<
    Schemas['GapKind'],
    string
  >,
} as const;

export const en: Translated<typeof zh> = {
  rail: {
    check: { short: 'Check', long: 'Check coverage' },
  },
  layer: {
    findings: 'Findings',
  },
  title: 'Coverage check',
  intro: 'By people affected, then by area. Choose one and the map flies there.',
  total: 'No findings | {n} finding | {n} findings',
  clean: 'This division has no findings: every piece of land lies in exactly one grid.',
  cleanDraft: 'The draft “{name}” has {n} findings; switch to it to see them.',
  open: 'Show the draft',
  loading: 'Reading the findings…',
  failed: 'The findings could not be read.',
  more: 'Read {n} more',
  people: '{n} people',
  houses: '{n} houses',
  grids: 'Grids involved',
  reading: '{n} of {total} read',
  approximate: 'approximate: a ring is invalid',
  finding: {
    INVALID: 'Invalid shape',
    OVERLAP: 'Overlap',
    DUPLICATE: 'Duplicate',
    CONTAINMENT: 'Containment',
    GAP: 'Gap',
    STRIP: 'Strip of nobody',
    OUTSIDE: 'Outside the parent',
    EDGE_MISMATCH: 'Edge mismatch',
    MULTIPART: 'Grid in several parts',
    TOO_COMPLEX: 'Too complex, not measured',
  },
  gap: { ENCLOSED: 'Enclosed gap', INLET: 'Inlet gap', BOUNDARY: 'Gap at the boundary' },
};
