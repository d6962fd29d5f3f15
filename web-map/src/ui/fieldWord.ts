/** The page's word for a field of the register, wherever it has one. */
export function fieldWord(t: (key: string) => string, te: (key: string) => boolean, field: string): string {
  for (const group of [
    'register.house',
    'register.resident',
    'register.households',
    'register.organisation',
    'card',
  ]) {
    const key = `${group}.${field}`;
    if (te(key)) return t(key);
  }
  return field;
}
