import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installApart } from './install-apart.ts';

type Audit = { readonly numericValue?: number };
type Report = {
  readonly categories: { readonly performance?: { readonly score: number | null } };
  readonly audits: Readonly<Record<string, Audit>>;
};
type Lighthouse = (url: string, flags: object) => Promise<{ lhr: Report } | undefined>;

/** What Lighthouse says of a page in the browser that listens on a port, in one line. */
export async function lighthouseOpinion(url: string, port: number): Promise<string> {
  const folder = installApart('lighthouse', 'lighthouse');
  const entry = createRequire(path.join(folder, 'package.json')).resolve('lighthouse');
  const { default: lighthouse } = (await import(pathToFileURL(entry).href)) as { default: Lighthouse };
  const result = await lighthouse(url, { port, onlyCategories: ['performance'], logLevel: 'silent' });
  const { categories, audits } = result?.lhr ?? { categories: {}, audits: {} };
  const seconds = ((audits['largest-contentful-paint']?.numericValue ?? Number.NaN) / 1000).toFixed(2);
  const blocked = Math.round(audits['total-blocking-time']?.numericValue ?? Number.NaN);
  const score = Math.round((categories.performance?.score ?? Number.NaN) * 100);
  return `Lighthouse: ${score} of 100, paint ${seconds} s, blocked ${blocked} ms`;
}
