import { reactive } from 'vue';
import type { Code } from '../../api/model';
import { getDictionary, listPurposes } from './api';
import { onForget } from '../../state/memory';
import { may } from '../../state/session';

/** The words of this installation: tags and purposes are configured, not written into the page. */
export const dictionary = reactive<{
  codes: Readonly<Record<string, readonly Code[]>>;
  purposes: readonly Code[];
  idNumbers: boolean;
  state: 'unread' | 'reading' | 'read';
}>({ codes: {}, purposes: [], idNumbers: false, state: 'unread' });

/** Reads the dictionary once a session; without it codes stand for themselves. */
export async function readDictionary(): Promise<void> {
  if (dictionary.state !== 'unread') return;
  dictionary.state = 'reading';
  try {
    const { codes, idNumbers } = await getDictionary();
    const purposes = may('REVEAL') ? await listPurposes() : [];
    Object.assign(dictionary, { codes, idNumbers, purposes, state: 'read' });
  } catch {
    dictionary.state = 'unread';
  }
}

onForget(() => {
  Object.assign(dictionary, { codes: {}, purposes: [], idNumbers: false, state: 'unread' });
});
