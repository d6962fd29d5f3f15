/** The end of a grid's code that tells it from its neighbours: the last three characters, as in GB15's sequence. */
export function codeTail(code: string): string {
  return code.length > 3 ? code.slice(-3) : code;
}

/** What is written on a grid: its name, or the end of its code where it has none. */
export function gridLabel(code: string, name: string): string {
  return name === '' ? codeTail(code) : name;
}

/** The number in the name of a grid that is one of many, such as 17 of 第17网格; `null` for a name of its own. */
export function numberInName(name: string): string | null {
  return /^第(\d{1,4})(?!\d)/.exec(name)?.[1] ?? null;
}
