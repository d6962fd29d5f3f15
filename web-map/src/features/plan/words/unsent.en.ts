import type { Translated } from '../../../i18n/translated';
import type { zh } from './unsent.zh';

export const en: Translated<typeof zh> = {
  title: 'Offline: {n} steps are not sent yet',
  idle: 'Offline: what you draw is kept on this device and sent when the connection is back.',
  offline:
    'Offline: {n} steps are not sent yet. They are kept on this device and sent when the connection is back; the page may be closed.',
  offlineRisk:
    'Offline: {n} steps are not sent yet, and this device keeps none (full, or a private window). Do not close the page.',
  risk: '{n} steps are in this page only. Do not close it.',
  kept: 'Kept on this device; they are sent in their order, and only when you are signed in.',
  which: 'Which steps',
  retry: 'Try now',
  otherPlan: 'another plan',
  openPlan: 'Open its plan',
  leftTitle: '{n} steps did not fit',
  leftHint:
    'The plan changed while they waited. Do each once more or drop it; copy them or save them as a file first if you like.',
  leftShort: '{n} steps from offline did not fit.',
  look: 'Look',
  both: 'See both versions',
  again: 'Do it again',
  drop: 'Drop',
  dropped: 'One step was dropped: {step}',
  copy: 'Copy these steps',
  copied: 'Copied',
  save: 'Save as a file',
  away: '{n} steps are not sent yet; they are still sent after the plan is left.',
  stray: '{n} steps did not fit; they are listed in the panel of plans.',
  waiting: 'waiting',
  why: {
    conflict: 'Somebody else changed the same place.',
    behind: 'It was drawn upon a step that did not fit.',
    unsure: 'It was sent over a day ago, and may have been saved. See the history first.',
    missing: 'The plan was withdrawn, or is not in your area.',
    forbidden: 'You may not change this plan now.',
    closed:
      'The plan was handed in, is in force or was withdrawn. Once it is a draft again, the step can be done again.',
    failed: 'The server did not take it.',
  },
  leave: {
    title: '{n} steps are not sent yet',
    text: 'Signing out also removes the steps that are kept on this device.',
    stay: 'Stay signed in',
    go: 'Drop them and sign out',
  },
};
