import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readTranslations } from './translations.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

const english = {
  shop: { title: 'Shop', state: { open: 'Open', closed: 'Closed' } },
  fatal: { text: 'Sorry' },
};
const chinese = { shop: { title: '商店', state: { open: '开', closed: '关' } }, fatal: { text: '抱歉' } };
const page = `
  import { fatal } from '#locales/en.json';
  export const states = ['open', 'closed'];
  export function Page({ state }) {
    const t = useTranslations('shop');
    return <h1>{t.rich('title', {})}{t(\`state.\${state}\`)}{fatal.text}</h1>;
  }`;

function problemsOf({
  en = english,
  zh = chinese,
  code = page,
  spoken = ['en', 'zh'],
}: {
  en?: object;
  zh?: object;
  code?: string;
  spoken?: string[];
}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'translations-'));
  folders.push(folder);
  fs.mkdirSync(path.join(folder, 'src/locales'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'src/locales/en.json'), JSON.stringify(en));
  fs.writeFileSync(path.join(folder, 'src/locales/zh.json'), JSON.stringify(zh));
  fs.writeFileSync(path.join(folder, 'src/page.tsx'), code);
  return readTranslations(folder, spoken).problems;
}

it('has nothing to say when every language has exactly what the code uses', () => {
  expect(problemsOf({})).toEqual([]);
});

it('reports a key that one language lacks', () => {
  expect(problemsOf({ zh: { ...chinese, shop: { state: chinese.shop.state } } })).toEqual([
    'zh.json lacks shop.title',
  ]);
});

it('reports a key that only a translation has', () => {
  expect(problemsOf({ zh: { ...chinese, fatal: { text: '抱歉', more: '多' } } })).toEqual([
    'en.json lacks fatal.more',
  ]);
});

it('reports a text that is empty', () => {
  expect(problemsOf({ zh: { ...chinese, fatal: { text: '' } } })).toEqual([
    'zh.json has no text for fatal.text',
  ]);
});

it('reports a value that a translation forgets, and one that nobody gives', () => {
  const en = { ...english, fatal: { text: '{amount} is <b>safe</b>' } };
  expect(problemsOf({ en, zh: { ...chinese, fatal: { text: '{sum}<b>安全</b>' } } })).toEqual([
    'zh.json asks for <b> {sum} in fatal.text, en.json for <b> {amount}',
  ]);
  expect(problemsOf({ en, zh: { ...chinese, fatal: { text: '安全' } } })).toEqual([
    'zh.json asks for nothing in fatal.text, en.json for <b> {amount}',
  ]);
  expect(problemsOf({ zh: { ...chinese, fatal: { text: '{amount' } } })).toEqual([
    'zh.json has a text that cannot be read: fatal.text',
  ]);
});

it('reports a language that is spoken without texts, and texts in one that is not', () => {
  expect(problemsOf({ spoken: ['en', 'zh', 'ja'] })).toEqual(['ja.json is not there']);
  expect(problemsOf({ spoken: ['en'] })).toEqual(['zh.json is in a language the shop does not speak']);
});

it('reports a key that no source file uses', () => {
  const more = (of: typeof english) => ({ ...of, shop: { ...of.shop, old: 'x' } });
  expect(problemsOf({ en: more(english), zh: more(chinese) })).toEqual([
    'shop.old is not used by any source file',
  ]);
});

it('reports an unused key beside used ones that are put together at run time', () => {
  const more = (of: typeof english) => ({
    ...of,
    shop: { ...of.shop, state: { ...of.shop.state, sold: 'x' } },
  });
  expect(problemsOf({ en: more(english), zh: more(chinese) })).toEqual([
    'shop.state.sold is not used by any source file',
  ]);
});

it('reports a key the code uses and no language has', () => {
  expect(problemsOf({ code: page.replace("'title'", "'tilte'") })).toEqual([
    'shop.title is not used by any source file',
    'src/page.tsx uses shop.tilte, which no language has',
  ]);
});

it('keeps translators of the same name in different functions apart', () => {
  const other =
    "async function Other() { const t = await getTranslations({ locale, namespace: 'fatal' }); t('text'); }";
  expect(problemsOf({ code: `${page}\n${other}` })).toEqual([]);
  expect(problemsOf({ code: `${page}\n${other.replace("'text'", "'title'")}` })).toEqual([
    'src/page.tsx uses fatal.title, which no language has',
  ]);
});

it('reads a translator handed on as a parameter, and both sides of a choice', () => {
  const code =
    "import { fatal } from '#locales/en.json';\nconst show = (t: Translate, on: boolean) => t(on ? 'shop.title' : 'shop.state.open') + t('shop.state.closed');";
  expect(problemsOf({ code })).toEqual([]);
});

it('refuses a key that is nowhere written down', () => {
  expect(() => problemsOf({ code: 'const t = useTranslations();\nt(key);' })).toThrow(/must be written out/);
});
