import { watch } from 'vue';
import type { Work } from '../../app/feature';
import { choices } from '../../state/choices';
import { may } from '../../state/session';
import { divisionInHand, town } from '../../state/town';
import { readFindings } from './findings';

export const work: Work = {
  start: () =>
    watch(
      [() => choices.panel, () => divisionInHand.value?.id ?? null, () => town.overview?.revision],
      ([wanted, division]) => {
        if (wanted === 'check' && may('DRAFTS')) void readFindings(division);
      },
      { immediate: true },
    ),
};
