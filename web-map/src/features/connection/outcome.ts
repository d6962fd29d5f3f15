import { useI18n } from 'vue-i18n';
import { formatTime } from '../../i18n/figures';
import type { Delivery } from './api';

/** What became of the last attempt to tell somebody, in words; `null` if there was none. */
export function useOutcome(): (
  sent: Pick<Delivery, 'lastAt' | 'lastStatus' | 'lastFailure'>,
) => string | null {
  const { t } = useI18n();
  return ({ lastAt, lastStatus, lastFailure }) => {
    if (!lastAt) return null;
    const time = formatTime(new Date(lastAt));
    if (!lastFailure) return t('connection.taken', { time });
    const words = t(`connection.failures.${lastFailure}`);
    const failure = lastStatus ? t('connection.status', { failure: words, status: lastStatus }) : words;
    return t('connection.failed', { time, failure });
  };
}
