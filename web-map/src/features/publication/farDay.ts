/** Days ahead beyond which the page asks again before it publishes. */
export const FAR_DAYS = 60;

/** How many days a day lies ahead of another one. */
export function daysAhead(day: string, today: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
}

export const isFar = (day: string, today: string): boolean => daysAhead(day, today) > FAR_DAYS;
