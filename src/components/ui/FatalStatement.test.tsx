import { prerender } from 'react-dom/static';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The statement as a browser at this path shows it. */
async function statementAt(pathname: string): Promise<string> {
  vi.stubGlobal('window', { location: { pathname } });
  const { default: FatalStatement } = await import('./FatalStatement.tsx');
  const { prelude } = await prerender(<FatalStatement />);
  return new Response(prelude).text();
}

it.each([
  ['/', 'No money was taken'],
  ['/zh/checkout/result', '没有扣款'],
  ['/ja', '代金は請求されていません'],
  ['/es/account', 'No se ha cobrado nada'],
  ['/eso', 'No money was taken'],
])('a page that fell apart at %s says so in the language of its address', async (pathname, words) => {
  expect(await statementAt(pathname)).toContain(words);
});
