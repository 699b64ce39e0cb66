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
    email: text(data.get('email')),
  };
}

/** Puts the colour into the address and the language links: shareable, and there again after Back or a reload. */
export function keepChoiceInAddress(color: string | null): void {
  if (color === null) return;
  const address = new URL(window.location.href);
  if (address.searchParams.get('color') === color) return;
  address.searchParams.set('color', color);
  address.hash = '';
  window.history.replaceState(null, '', address);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    link.search = `?color=${encodeURIComponent(color)}`;
  }
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
