import { watch } from 'vue';
import { formatAddress, isStep, parseAddress } from './address';
import { type Choices, choices } from './choices';
import { fly } from './flight';

/** Milliseconds between two writings of the viewpoint; browsers refuse more than a few each second. */
const WRITE_DELAY = 250;

function snapshot(): Choices {
  return { ...choices, layers: { ...choices.layers }, filters: { ...choices.filters } };
}

/**
 * Reads the choices from the address now and keeps the two alike from then on. A choice is a step for the back button;
 * a mere move of the map only changes the address in place.
 */
export function followAddress(): () => void {
  Object.assign(choices, parseAddress(location.hash));
  let last = snapshot();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = () => {
    clearTimeout(timer);
    const now = snapshot();
    const address = formatAddress(now);
    if (address === location.hash) {
      last = now;
      return;
    }
    if (isStep(last, now)) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    last = now;
  };

  const stop = watch(
    choices,
    () => {
      clearTimeout(timer);
      if (isStep(last, snapshot())) write();
      else timer = setTimeout(write, WRITE_DELAY);
    },
    { deep: true },
  );

  const back = () => {
    clearTimeout(timer);
    const read = parseAddress(location.hash);
    last = read;
    const { viewpoint, ...others } = read;
    Object.assign(choices, others);
    if (viewpoint) fly({ to: 'viewpoint', viewpoint, atOnce: true });
  };
  window.addEventListener('popstate', back);
  return () => {
    stop();
    clearTimeout(timer);
    window.removeEventListener('popstate', back);
  };
}
