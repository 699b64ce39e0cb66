import type { Translate } from '#components/payments/checkout-texts.ts';
import type { Permission } from '#domain/order-policy.ts';
import { refusalReasons } from '#domain/order-policy.ts';
import type { AddressTexts } from './AddressForm.tsx';
import type { LookupTexts } from './LookupForm.tsx';

/** All strings of the look-up form in one language. */
export function lookupTexts(t: Translate, example: string): LookupTexts {
  const notice = (name: 'invalid' | 'not_found' | 'too_many' | 'unavailable' | 'link') => ({
    title: t(`lookup.problem.${name}.title`),
    text: t(`lookup.problem.${name}.text`),
  });
  return {
    number: t('lookup.number'),
    hint: t('lookup.hint'),
    email: t('lookup.email'),
    button: t('lookup.button'),
    invalidNumber: t('lookup.invalid_number', { example }),
    invalidEmail: t('lookup.invalid_email'),
    notices: {
      invalid_number: notice('invalid'),
      invalid_email: notice('invalid'),
      not_found: notice('not_found'),
      too_many: notice('too_many'),
      unavailable: notice('unavailable'),
      link: notice('link'),
    },
  };
}

/** All strings of the address form in one language. */
export const addressTexts = (t: Translate): AddressTexts => ({
  labels: {
    name: t('order.address_page.name'),
    line1: t('order.address_page.line1'),
    line2: t('order.address_page.line2'),
    postalCode: t('order.address_page.postalCode'),
    city: t('order.address_page.city'),
    state: t('order.address_page.state'),
    country: t('order.address_page.country'),
    phone: t('order.address_page.phone'),
  },
  problems: { missing: t('order.address_page.missing'), invalid: t('order.address_page.invalid') },
  optional: t('order.address_page.optional'),
  noticeTitle: t('order.address_page.problem'),
  noticeText: t('order.address_page.problem_text'),
  button: t('order.address_page.button'),
});

/** Why something cannot be done with an order, as the address of its page names it; null for any other text. */
const refusalIn = (text: string | null): Exclude<Permission, null> | null =>
  refusalReasons.find((reason) => reason === text) ?? null;

const noticeNames = ['address_changed', 'links_revoked', 'unavailable'] as const;

/** What happened just now, in a sentence, as the address of the page names it; null for any other text. */
export function noticeIn(
  t: Translate,
  { notice, refused, days }: { notice: string | null; refused: string | null; days: number },
): string | null {
  const reason = refusalIn(refused);
  if (reason !== null) return t(`order.refusal.${reason}`, { days: String(days) });
  const name = noticeNames.find((known) => known === notice);
  return name === undefined ? null : t(`order.notice.${name}`);
}
