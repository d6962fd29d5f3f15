import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverAddress } from './server';
import { openTown, startBrowser } from './town';

/** Opens a topic, or closes it. */
const turn = (page: Page, topic: string) => page.locator(`.opblock-tag[data-tag="${topic}"]`).click();

/** Opens one operation of the page, sends it as it stands and returns the status that is told. */
async function tryOut(page: Page, method: string, path: string): Promise<string> {
  const operation = page.locator(`.opblock-${method}`, {
    has: page.locator(`[data-path="${path}"]`),
  });
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  const status = operation.locator('.live-responses-table .response-col_status').last();
  await status.waitFor();
  return (await status.innerText()).trim();
}

describe('the page of the API', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser(false);
  });
  afterAll(async () => {
    await browser.close();
  });

  it('shows_every_operation_and_asks_nobody_else', async () => {
    const { page, complaints, close } = await openTown(browser, '', { as: null });
    await page.goto(`${serverAddress()}/api/docs`);
    await page.locator('.opblock-tag').first().waitFor();
    const { paths } = (await (await fetch(`${serverAddress()}/api/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const operations = Object.values(paths).flatMap((path) => Object.keys(path));

    let shown = 0;
    const topics = await page
      .locator('.opblock-tag')
      .evaluateAll((tags) => tags.map((tag) => tag.getAttribute('data-tag') ?? ''));
    for (const topic of topics) {
      await turn(page, topic);
      shown += await page.locator('.opblock').count();
      await turn(page, topic);
    }
    expect(shown).toBe(operations.length);
    expect(await page.locator('#who').innerText()).toContain('Nobody is signed in');
    expect(complaints).toEqual([]);
    await close();
  });

  it('sends_requests_with_the_rights_of_whoever_is_signed_in', async () => {
    const { page, complaints, close } = await openTown(browser, '', { as: 'auditor' });
    await page.goto(`${serverAddress()}/api/docs`);
    await page.locator('.opblock-tag').first().waitFor();
    for (const topic of ['Own account', 'Audit', 'Counts']) await turn(page, topic);

    expect(await page.locator('#who').innerText()).toContain('(auditor)');
    expect(await tryOut(page, 'get', '/api/account')).toBe('200');
    // Without the token of the session the server refuses what is not a mere question.
    expect(await tryOut(page, 'post', '/api/audit/verification')).toBe('200');
    expect(complaints).toEqual([]);
    expect(await tryOut(page, 'get', '/api/measures')).toBe('403');
    await close();
  });

  it('is_accessible_but_for_what_the_library_nests', async () => {
    const { page, close } = await openTown(browser, '', { as: 'leader' });
    await page.goto(`${serverAddress()}/api/docs`);
    await page.locator('.opblock-tag').first().waitFor();
    await turn(page, 'Plans');
    const { violations } = await new AxeBuilder({ page: page as never }).analyze();
    // Known of Swagger UI; each must still be needed.
    const known = ['heading-order', 'nested-interactive', 'region'];

    expect(violations.map(({ id }) => id)).toEqual(expect.arrayContaining(known));
    expect(
      violations
        .filter(({ id }) => !known.includes(id))
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
    ).toEqual([]);
    await close();
  });
});
