import { reactive } from 'vue';

/** How often the sheets were asked to give the map room. */
export const sheets = reactive({ folds: 0 });

/** Sheets that lie over the map come down to their lowest stop. */
export function foldSheets(): void {
  sheets.folds++;
}
