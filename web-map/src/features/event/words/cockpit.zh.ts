import type { Holder, Measure } from '../cockpit/figures';

/** What the numbers of events say. */
export const cockpit = {
  title: '领导通',
  all: '全部网格',
  way: '统计范围',
  without: '去掉筛选：{what}',
  anyState: '所有状态',
  rest: '其余',
  share: '占比',
  cumulated: '累计占比',
  held: '在办集中在哪里',
  holder: { byCategory: '类别', byStep: '环节', byGrid: '网格', byDepartment: '部门' } satisfies Record<
    Holder,
    string
  >,
  heldBy: {
    byCategory: '在办事件的类别',
    byStep: '在办事件的环节',
    byGrid: '在办事件的网格',
    byDepartment: '在办事件的部门',
  } satisfies Record<Holder, string>,
  nothingOpen: '没有在办事件。',
  keys: '用上下键选择，回车只看这一项',
  table: '看表格',
  noChart: '图没有读到，请看表格。',
  days: '每日上报与办结',
  daysSaid: '{from} 至 {to}：上报 {reported} 件，办结 {closed} 件',
  day: '日期',
  reported: '上报',
  steps: '各环节用时',
  stepsHint: '条：一半的事件不超过；竖线：九成的事件不超过',
  median: '一半不超过',
  ninetieth: '九成不超过',
  medianMinutes: '一半不超过（分钟）',
  ninetiethMinutes: '九成不超过（分钟）',
  noSteps: '还没有走完环节的事件。',
  grids: '下级网格对比',
  gridsBy: '下级网格的{measure}',
  by: '比较',
  measure: {
    open: '在办',
    supervised: '督办',
    overdue: '超期',
    closed: '办结',
    rate: '办结率',
  } satisfies Record<Measure, string>,
  allGrids: '全部 {n} 个',
  fewer: '少看一些',
  houses: '有事件的房屋',
  houseCounts: '在办 {open}，超期 {overdue}，办结 {closed}',
  moreHouses: '还有 {n} 座',
  none: '这个范围里还没有事件。有人上报后，这里会马上出现数量和图表。',
  countedAt: '统计于 {time}',
  export: '导出',
  print: '打印',
  printNow: '打印',
  closeSheet: '关闭',
  noPicture: '浏览器没有做出图片。',
  heat: '地图着色',
  wall: '大屏',
  andMore: '{n} 及以上',
} as const;

/** How counts of events colour the grids. */
export const heat = {
  openEvents: '在办事件',
  overdueEvents: '超期事件',
  none: '不着色',
} as const;

export const wall = {
  tour: '红色和超期事件',
  before: '上一件',
  next: '下一件',
  pause: '暂停',
  goOn: '继续',
  untilNext: '到下一件还有多久',
  calm: '没有红色或超期的事件。',
  fill: '全屏',
  leave: '退出大屏',
  keys: '空格暂停，左右键换一件，点地图停在这里',
} as const;
