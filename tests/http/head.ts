/** What the head of a page says to browsers, crawlers and networks. */
export type Head = {
  readonly lang: string;
  readonly dir: string;
  readonly title: string;
  /** By `name` or `property`; the first one of each. */
  readonly meta: Readonly<Record<string, string>>;
  readonly links: readonly Readonly<Record<string, string>>[];
  /** Every block of structured data. Throws SyntaxError where one is no JSON. */
  readonly data: readonly unknown[];
};

const decoded = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');

const attributesOf = (tag: string): Record<string, string> =>
  Object.fromEntries(
    [...tag.matchAll(/([a-z-]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      decoded(value),
    ]),
  );

export function headOf(html: string): Head {
  const tags = (name: string) =>
    [...html.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => attributesOf(tag));
  const [root = {}] = tags('html');
  const named = tags('meta').map((meta): [string, string] => [
    meta.name ?? meta.property ?? '',
    meta.content ?? '',
  ]);
  const blocks = html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs);
  return {
    lang: root.lang ?? '',
    dir: root.dir ?? '',
    title: decoded(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''),
    meta: Object.fromEntries(named.reverse()),
    links: tags('link'),
    data: [...blocks].map(([, json = '']) => JSON.parse(json)),
  };
}
