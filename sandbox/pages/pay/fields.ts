import { Html, html } from '#sandbox/pages/html.ts';
import { moneyText } from '#sandbox/pages/money.ts';
import { asksForAddress, type Filled, lockedEmail } from '#sandbox/pages/pay/buyer-form.ts';
import type { Words } from '#sandbox/pages/pay/words.ts';
import { chosenRate } from '#sandbox/stripe/session-totals.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

type Fields = {
  session: Stored.Session;
  checkout: Stored.Checkout;
  values: Filled;
  words: Words;
  lang: string;
};

/** The inputs this session asks for, filled in. */
export function detailFields(fields: Fields): Html {
  const { session, values, words } = fields;
  return html`<div class="set">
${input('email', words.email, { value: values.email, type: 'email', readonly: lockedEmail(session) !== null })}
${input('name', words.name, { value: values.name })}
${session.phone_number_collection?.enabled && input('phone', words.phone, { value: values.phone, type: 'tel' })}
${asksForAddress(session) && addressFields(fields)}${shippingSelect(fields)}
${session.tax_id_collection?.enabled && input('tax_id', words.taxId, { value: '', optional: true })}</div>
${session.allow_promotion_codes && promotionField(words)}${consentFields(fields)}`;
}

type Input = { value: string; type?: string; readonly?: boolean; half?: boolean; optional?: boolean };

function input(
  name: string,
  label: string,
  { value, type = 'text', readonly = false, half = false, optional = false }: Input,
): Html {
  const flags = new Html(`${optional ? '' : ' required'}${readonly ? ' readonly' : ''}`);
  return html`<div class="field${half ? '' : ' full'}"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete[name]}" value="${value}"${flags}></div>`;
}

const autocomplete: Record<string, string> = {
  email: 'email',
  name: 'name',
  phone: 'tel',
  line1: 'address-line1',
  city: 'address-level2',
  postal_code: 'postal-code',
  state: 'address-level1',
  tax_id: 'off',
};

function addressFields({ session, values, words, lang }: Fields): Html {
  const countries = session.shipping_address_collection?.allowed_countries ?? everywhere;
  const names = new Intl.DisplayNames(lang, { type: 'region', fallback: 'code' });
  return html`${input('line1', words.address, { value: values.line1 })}
${input('postal_code', words.postcode, { value: values.postal_code, half: true, optional: true })}
${input('city', words.city, { value: values.city, half: true })}
${input('state', words.region, { value: values.state, half: true, optional: true })}
<div class="field"><label for="country">${words.country}</label><select id="country" name="country" autocomplete="country">${countries.map(
    (code) =>
      html`<option value="${code}"${new Html(code === values.country ? ' selected' : '')}>${nameOf(names, code)}</option>`,
  )}</select></div>`;
}

const everywhere = ['US', 'GB', 'DE', 'FR', 'SE', 'JP', 'HK', 'SG', 'AU', 'CA'];

function nameOf(names: Intl.DisplayNames, code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

function shippingSelect({ session, checkout, words, lang }: Fields): Html | false {
  if (session.shipping_options.length < 2) return false;
  const chosen = chosenRate(session);
  return html`<div class="field full"><label for="shipping">${words.shipping}</label><select id="shipping" name="shipping">${session.shipping_options.map(
    (option, index) => {
      const rate = checkout.shippingRates[index];
      const price = moneyText(option.shipping_amount, session.currency, lang);
      return html`<option value="${rate?.id}"${new Html(rate?.id === chosen ? ' selected' : '')}>${rate?.name}, ${price}</option>`;
    },
  )}</select></div>`;
}

const promotionField = (
  words: Words,
): Html => html`<div class="code"><div class="field"><label for="promo">${words.promotion}</label><input id="promo" name="promo" autocomplete="off" autocapitalize="characters"></div>
<button class="btn" type="submit" name="end" value="apply" formnovalidate>${words.apply}</button></div>`;

function consentFields({ session, words }: Fields): Html {
  const terms = session.consent_collection?.terms_of_service === 'required';
  const promotions = session.consent_collection?.promotions === 'auto';
  return html`${terms && html`<label class="tick"><input type="checkbox" name="terms" value="true" required><span>${words.terms}</span></label>`}
${promotions && html`<label class="tick"><input type="checkbox" name="marketing" value="true"><span>${words.marketing}</span></label>`}`;
}
