/** The end of a grid's code that tells it from its neighbours: the last three characters, as in GB15's sequence. */
export function codeTail(code: string): string {
  return code.length > 3 ? code.slice(-3) : code;
}

/** What stands for a grid where its name finds no room: the number in its name as people say it, else the code's end. */
export function gridTail(code: string, name: string): string {
  return /\d+/.exec(name)?.[0] ?? codeTail(code);
}
