import { answerTo } from '#components/analytics/analytics-consent.ts';
import { campaignParts } from '#domain/campaign.ts';
import type { CheckoutChoice } from '#domain/checkout.ts';

export const utmNames = campaignParts.map((part) => `utm_${part}` as const);

const text = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value : '');

/** What is chosen in the form right now. */
export function choiceOf(form: HTMLFormElement): CheckoutChoice {
  const data = new FormData(form);
  return {
    color: text(data.get('color')) || null,
    quantity: Number(text(data.get('quantity'))) || 1,
    country: text(data.get('country')) || null,
    email: text(data.get('email')),
  };
}

/**
 * Tints the page with the chosen colour; until it is first called the style sheet does that by itself. A new tint restyles
 * every element, which a phone takes longer for than for picture, name and price, so it is called when those were seen.
 */
export function tintPage(form: HTMLFormElement): void {
  const { color } = choiceOf(form);
  if (color !== null) document.documentElement.dataset.colour = color;
}

/** Leaves the tint to the style sheet again, for pages without a choice. */
export function leaveTint(): void {
  delete document.documentElement.dataset.colour;
}

/** Puts the choice into the address, and the colour into the language links: shareable, and there again after Back or a reload. */
export function keepChoiceInAddress(form: HTMLFormElement): void {
  const { color, quantity, country } = choiceOf(form);
  if (color === null) return;
  const address = new URL(window.location.href);
  const before = address.search;
  address.searchParams.set('color', color);
  keepUnless(address, { name: 'quantity', value: String(quantity), usual: '1' });
  if (country !== null) keepUnless(address, { name: 'to', value: country, usual: usualCountry(form) });
  if (address.search === before) return;
  address.hash = '';
  window.history.replaceState(null, '', address);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    link.search = `?color=${encodeURIComponent(color)}`;
  }
}

type Kept = { name: string; value: string; usual: string | undefined };

function keepUnless({ searchParams }: URL, { name, value, usual }: Kept): void {
  if (value === usual) searchParams.delete(name);
  else searchParams.set(name, value);
}

const countryField = (form: HTMLFormElement): HTMLSelectElement | null =>
  form.querySelector<HTMLSelectElement>('select[name="country"]');

const usualCountry = (form: HTMLFormElement): string | undefined =>
  [...(countryField(form)?.options ?? [])].find((option) => option.defaultSelected)?.value;

/** Chooses again what the address says of quantity and country; the colour is in the page already. */
export function restoreChoice(form: HTMLFormElement): void {
  const search = new URLSearchParams(window.location.search);
  const [quantity, to] = [search.get('quantity') ?? '', search.get('to') ?? ''];
  const one = form.querySelector<HTMLInputElement>(`[name="quantity"][value="${CSS.escape(quantity)}"]`);
  if (one !== null) one.checked = true;
  const field = countryField(form);
  if (field?.querySelector(`[value="${CSS.escape(to)}"]`)) field.value = to;
}

/** Starts to load the picture of the colour under the pointer, so that it is there when chosen. */
export function fetchPicture(target: EventTarget): void {
  const colour =
    target instanceof Element ? target.closest<HTMLElement>('label.sw')?.dataset.colour : undefined;
  if (colour === undefined) return;
  document.querySelector(`.stage-pic [data-when="${colour}"] img`)?.setAttribute('loading', 'eager');
}

/** Notes in the form what was answered about statistics, if that was asked. */
export function noteConsent(form: HTMLFormElement): void {
  const field = form.elements.namedItem('consent_analytics');
  if (!(field instanceof HTMLInputElement)) return;
  const answer = answerTo(field.dataset.text ?? '');
  field.value = answer?.allowed ? answer.text : '';
}

/** Copies the campaign of the address into the form, where the static page could not know it. */
export function noteCampaign(form: HTMLFormElement): void {
  const search = new URLSearchParams(window.location.search);
  for (const name of utmNames) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = search.get(name)?.slice(0, 200) ?? '';
  }
}
