const groups: string[] = [];
const cards: string[] = [];

/** @param fields groups of a feature's words that name fields of records */
export function addFieldWords(feature: string, fields: readonly string[]): void {
  groups.push(...fields.map((group) => `${feature}.${group}`));
  cards.push(`${feature}.card`);
}

/** The page's word for a field of a record, wherever it has one; a word of a card where no form has one. */
export function fieldWord(t: (key: string) => string, te: (key: string) => boolean, field: string): string {
  const key = [...groups, ...cards].map((group) => `${group}.${field}`).find((each) => te(each));
  return key === undefined ? field : t(key);
}
