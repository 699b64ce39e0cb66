import { describe, expect, it } from 'vitest';
import { catalogSource } from '#config/catalog.ts';
import { CatalogError, loadCatalog } from './Catalog.ts';
import { locales } from './I18n.ts';

type Node = Record<string, unknown>;

/** The owner's catalogue with the values at some paths replaced. */
function edited(edits: Node): unknown {
  const draft = structuredClone(catalogSource) as unknown as Node;
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    const parent = steps.reduce((node, step) => node[step] as Node, draft);
    parent[last] = value;
  }
  return draft;
}

function problemsOf(edits: Node, priceMap: Record<string, string> = {}): readonly string[] {
  try {
    loadCatalog(priceMap, edited(edits));
    return [];
  } catch (error) {
    if (error instanceof CatalogError) return error.problems;
    throw error;
  }
}

describe('loadCatalog', () => {
  it('keeps the colours in the order the owner wrote them', () => {
    const [offer] = loadCatalog({}).offers;
    expect(offer.variants.map((variant) => variant.id)).toEqual(
      catalogSource.offers[0]?.variants.map((variant) => variant.id),
    );
  });

  it('puts the mapped price id on its colour and null on the others', () => {
    const [offer] = loadCatalog({ red: 'price_1' }).offers;
    expect(offer.variants.map((variant) => variant.priceId)).toEqual([null, null, null, null, 'price_1']);
  });

  it.each(['teal', '__proto__', 'constructor'])(
    'refuses the mapped colour %s, which is not for sale',
    (colour) => {
      const priceMap = JSON.parse(`{"${colour}":"price_1"}`);
      expect(problemsOf({}, priceMap)).toEqual([
        expect.stringContaining(`COLOR_PRICE_MAP_JSON.${colour}: not a colour`),
      ]);
    },
  );

  it('refuses a colour or product without a name in a language the shop is priced in', () => {
    expect(problemsOf({ 'offers.0.name': { en: 'R', zh: 'R', ja: 'R' } })).toEqual([
      'offers.0.name.es: has no name in a language the shop is priced in',
    ]);
    expect(problemsOf({ 'offers.0.variants.1.name': { en: 'Pink', zh: '粉', es: 'Rosa' } })).toEqual([
      'offers.0.variants.1.name.ja: has no name in a language the shop is priced in',
    ]);
  });

  it('is priced in every language the shop speaks, and in no other', () => {
    expect(Object.keys(loadCatalog({}).currencyOf).sort()).toEqual([...locales].sort());
  });

  it.each([
    ['offers.0.variants.0.id', 'Honey Khaki', 'kebab-case'],
    ['offers.0.variants.0.id', 'constructor', 'every JavaScript object'],
    ['offers.0.variants.0.id', 'red', 'is there twice'],
    ['offers.0.variants', [], 'at least one colour'],
    ['offers.0.variants.0.tint.shell', 'red;}', 'oklch'],
    ['offers.0.prices.USD', 299.5, 'expected int'],
    ['offers.0.prices', { USD: 1_000, JPY: 1, EUR: 1, CNY: 1, ISK: 1_050 }, 'takes ISK in steps of 100'],
    ['offers.0.prices', { USD: 1_000, JPY: 1, EUR: 1, CNY: 1, KWD: 1_005 }, 'takes KWD in steps of 10'],
    ['currencyOf.es', 'euro', 'ISO 4217'],
    ['offers.0.shipWindow.from', 'March', 'ISO date'],
    ['offers.0.shipWindow.to', '2027-02-01', 'ends before it starts'],
    ['checkout.sessionSeconds', 1_799, '>=1800'],
    ['checkout.sessionSeconds', 86_401, '<=86400'],
  ])('refuses %s = %j', (path, value, reason) => {
    expect(problemsOf({ [path]: value }).join('\n')).toContain(reason);
  });

  it('lists every problem at once, each by its path', () => {
    const problems = problemsOf({ 'offers.0.maxQuantity': 0, 'checkout.sessionSeconds': 1 });
    expect(problems.map((line) => line.split(':')[0])).toEqual([
      'offers.0.maxQuantity',
      'checkout.sessionSeconds',
    ]);
  });
});

describe('the markets of a catalogue', () => {
  it.each([
    ['shipping.0.countries', ['Germany'], 'ISO 3166'],
    ['shipping.0.countries', ['ZZ'], 'every other country'],
    ['shipping.1.countries', ['NO', 'US'], 'US is in two places'],
    ['shipping.1.rates.EUR.amount', -1, 'minor units'],
    [
      'shipping.1.rates.UGX',
      { amount: 150 },
      'shipping.1.rates.UGX.amount: Stripe takes UGX in steps of 100',
    ],
    ['shipping.1.rates', { USD: { amount: 1 } }, 'no rate in EUR'],
    ['shipping.1.rates.EUR', { amount: 1, freefrom: 2 }, 'freefrom'],
    ['shipping.1.name', { en: 'P', zh: 'P', ja: 'P' }, 'shipping.1.name.es'],
    ['taxOf', { USD: 'included' }, 'taxOf.JPY: does not say'],
    ['taxOf.USD', 'added', 'nobody adds the tax'],
  ])('are refused with %s = %j', (path, value, reason) => {
    expect(problemsOf({ [path]: value }).join('\n')).toContain(reason);
  });

  it('are refused with a language whose currency has no price, no word on tax and no rates', () => {
    expect(problemsOf({ 'currencyOf.ja': 'KRW' })).toEqual([
      'offers.0.prices: no price in KRW, the currency of "ja"',
      'taxOf.KRW: does not say whether prices hold the tax',
      'shipping.0.rates: no rate in KRW, a currency the shop sells in',
      'shipping.1.rates: no rate in KRW, a currency the shop sells in',
    ]);
  });

  it('add the tax only where the payment page does', () => {
    const edits = { 'taxOf.USD': 'added', 'checkout.automaticTax': true };
    expect(problemsOf(edits)).toEqual([]);
  });
});

describe('the limit of a colour', () => {
  it('limits the colours the owner limits, with what is left unsaid filled in, and no others', () => {
    const [offer] = loadCatalog({}, edited({ 'offers.0.variants.0.stock': { limit: 9, buffer: 2 } })).offers;
    expect(offer.variants.map(({ stock }) => stock)).toEqual([
      { limit: 9, buffer: 2, holdSeconds: 1_800, fewLeft: 5, whenUnknown: 'close' },
      ...[null, null, null, null],
    ]);
  });

  it('lets the configuration of a deployment limit a colour otherwise', () => {
    const stock = { limit: 3, buffer: 1, holdSeconds: 3_600, fewLeft: 0, whenUnknown: 'sell' } as const;
    const source = edited({ 'offers.0.variants.4.stock': { limit: 9 } });
    const [offer] = loadCatalog({}, source, { red: stock }).offers;
    expect(offer.variants.at(-1)).toMatchObject({ id: 'red', stock });
    expect(() => loadCatalog({}, source, { teal: stock })).toThrow('COLOR_STOCK_JSON.teal: not a colour');
  });

  it.each([
    [{ buffer: 1 }, 'stock.limit: Invalid'],
    [{ limit: 1.5 }, 'expected int'],
    [{ limit: 1_000_000, buffer: 1 }, 'more than 1000000 pieces'],
    [{ limit: 1, holdSeconds: 60 }, '>=1800'],
    [{ limit: 1, whenUnkown: 'sell' }, 'whenUnkown'],
  ])('is refused when it is %j', (stock, reason) => {
    expect(problemsOf({ 'offers.0.variants.0.stock': stock }).join('\n')).toContain(reason);
  });
});
