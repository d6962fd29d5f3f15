import type { Translated } from '../../i18n/translated';

/** The search box. */
export const zh = {
  label: '查找网格、房屋或道路',
  hint: '找房、找网格、找道路…',
  searching: '正在查找…',
  none: '没有找到“{text}”。可输入网格编码或其末几位、房屋编号、地址或名称。',
  failed: '查找没有成功，请再试一次。',
  count: '没有结果 | {n} 个结果',
  clear: '清空',
  grid: '网格',
  house: '房屋',
  road: '道路',
  person: '人员',
  labelPeople: '查找房屋、网格、道路或居民',
  hintPeople: '找房、找人、找网格…',
  nonePeople:
    '没有找到“{text}”。可输入房屋编号、网格编码、姓氏加房号、姓名、拼音、电话后四位或完整电话；只找得到您负责范围内的人。',
  formerly: '原 {code}',
  decade: '{n} 年代生',
  short: '找人请再输一个字；姓氏、房号和电话后四位可以随时查。',
  left: '按全名或完整电话查人，每天有次数限制，现在还可查 {n} 次；按姓氏、房号、电话后四位查不限次数。',
  refused: {
    budget: '一天内按全名或完整电话查人的次数已用完，{time}后再查。按姓氏、房号、电话后四位查不限次数。',
    'same-person': '一小时内反复查同一个人，暂停查询，{time}后再查；已告知审计员。',
    'same-surname': '一小时内同一姓氏没有查到人的次数太多，暂停查询，{time}后再查；已告知审计员。',
    'same-phone': '一小时内试同一个电话的次数太多，暂停查询，{time}后再查；已告知审计员。',
    other: '查人太频繁，{time}后再查。',
  },
} as const;

export const en: Translated<typeof zh> = {
  label: 'Find a grid, house or road',
  hint: 'Find a house, grid or road…',
  searching: 'Searching…',
  none: 'Nothing found for “{text}”. Type a grid code or its end, a house number, an address or a name.',
  failed: 'The search did not succeed, please try again.',
  count: 'No results | {n} result | {n} results',
  clear: 'Clear',
  grid: 'Grid',
  house: 'House',
  road: 'Road',
  person: 'People',
  labelPeople: 'Find a house, grid, road or resident',
  hintPeople: 'Find a house, person, grid…',
  nonePeople:
    'Nothing found for “{text}”. Type a house number, a grid code, a family name with a room, a name, pinyin, the last four digits of a phone or all of it; only people in your scope are found.',
  formerly: 'formerly {code}',
  decade: 'born {n}s',
  short:
    'One more character finds people; family name, room and the last four digits of a phone are always free.',
  left: 'Looking people up by full name or phone is limited by the day: {n} left. Family name, room and the last four digits of a phone are free.',
  refused: {
    budget:
      'The look-ups by full name or phone of this day are used up; again in {time}. Family name, room and the last four digits of a phone are free.',
    'same-person':
      'One person was looked up too often within an hour; again in {time}. The auditor has been told.',
    'same-surname':
      'Too many look-ups missed with this family name within an hour; again in {time}. The auditor has been told.',
    'same-phone': 'One phone was tried too often within an hour; again in {time}. The auditor has been told.',
    other: 'People were looked up too often; again in {time}.',
  },
};
