import { useI18n } from 'vue-i18n';
import { areaParts, lengthParts } from '../i18n/figures';

/** Writes areas with their unit in the language of the page; those that stand beside each other in one unit. */
export function useArea(): (squareMetres: number, beside?: readonly number[]) => string {
  const { t } = useI18n();
  return (squareMetres, beside) => {
    const { figure, unit } = areaParts(squareMetres, beside);
    return `${figure} ${t(`unit.${unit}`)}`;
  };
}

/** Writes lengths with their unit in the language of the page. */
export function useLength(): (metres: number) => string {
  const { t } = useI18n();
  return (metres) => {
    const { figure, unit } = lengthParts(metres);
    return `${figure} ${t(`unit.${unit}`)}`;
  };
}
