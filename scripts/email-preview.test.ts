import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmailPreview, startEmailPreview } from './email-preview-server.ts';

let preview: EmailPreview;
beforeAll(async () => {
  preview = await startEmailPreview(0);
});
afterAll(() => preview.close());

const get = async (path: string) => {
  const answer = await fetch(`${preview.url}${path}`);
  return { status: answer.status, text: await answer.text() };
};

it('leads from the list to every mail in every language, theme and form', async () => {
  const { text: list } = await get('/');
  const links = [...list.matchAll(/href="(\/\w\w\/[\w-]+)"/g)].map(([, href]) => href ?? '');
  expect(links.length).toBeGreaterThanOrEqual(40);
  const shown = await Promise.all(links.map(async (href) => [href, (await get(href)).status]));
  expect(shown.filter(([, status]) => status !== 200)).toEqual([]);
  const { text } = await get('/ja/refunded?colour=red');
  expect(text).toContain('src="/ja/refunded/dark?colour=red"');
  expect(text).toContain('お返ししています');
});

it('shows a theme whatever the reader prefers', async () => {
  expect((await get('/en/shipped/dark')).text).toContain('@media all{');
  expect((await get('/en/shipped/light')).text).toContain('@media not all{');
});

it('brings the pictures, and nothing that is not one', async () => {
  expect((await get('/product/front-red.png')).status).toBe(200);
  for (const path of [
    '/product/..%2f..%2fpackage.json',
    '/product/gone.png',
    '/xx/refunded',
    '/en/constructor',
  ])
    expect((await get(path)).status).toBe(404);
});
