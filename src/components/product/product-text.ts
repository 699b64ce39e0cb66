import type { Translate } from '#components/payments/checkout-texts.ts';
import type { SwatchView } from '#components/payments/checkout-view.ts';
import { textIn } from '#domain/localized-text.ts';
import type { Money } from '#domain/money.ts';
import { formatMoney } from '#domain/money.ts';
import type { Offer, VariantOnShow } from '#domain/offer.ts';
import type { ShippingZone } from '#domain/shipping.ts';
import { deliveryCountries, deliveryTerms, homeOf, quantityView } from './delivery-text.ts';

type ProductSource = {
  offer: Offer;
  unitPrice: Money;
  variants: readonly VariantOnShow[];
  zones: readonly ShippingZone[];
  color: string | null;
  locale: string;
};

/** The colours and amounts of the product page in one language. */
export function productText(t: Translate, source: ProductSource) {
  const { offer, unitPrice, variants, color, locale } = source;
  const price = formatMoney(unitPrice, locale);
  const swatches = variants.map((variant) => swatchOf(t, { variant, price, locale }));
  return {
    chosen: chosenOf(variants, color),
    swatches,
    quantities: Array.from({ length: offer.maxQuantity }, (_, index) => quantityView(index + 1, source)),
    countries: deliveryCountries(t, source),
    home: homeOf(source),
    delivery: deliveryTerms(source),
    open: swatches.filter(({ availability }) => availability === 'open').map(({ id }) => id),
    shut: swatches.filter(({ availability }) => availability !== 'open'),
    names: swatches.map(({ name }) => name),
    fronts: variants.map(({ id, name, images }) => ({
      id,
      name: textIn(name, locale),
      front: images.front,
    })),
  };
}

/** The colour of the address, else the first one that can be bought, else the first. */
function chosenOf(variants: readonly VariantOnShow[], color: string | null): string {
  const asked = variants.find(({ id }) => id === color);
  const open = variants.find(({ availability }) => availability === 'open');
  return (asked ?? open ?? variants[0])?.id ?? '';
}

type SwatchSource = { variant: VariantOnShow; price: string; locale: string };

function swatchOf(t: Translate, { variant, price, locale }: SwatchSource): SwatchView {
  const color = textIn(variant.name, locale);
  const { id, availability } = variant;
  return {
    id,
    name: color,
    availability,
    state: stateOf(t, variant),
    price,
    unavailable: t(availability === 'sold_out' ? 'shop.color_sold_out' : 'shop.color_closed', { color }),
    advice: t('shop.choose_another', { color }),
  };
}

function stateOf(t: Translate, { availability, left }: VariantOnShow): string {
  if (availability !== 'open') return t(`shop.${availability}`);
  return left === null ? t('shop.available') : t('shop.left', { count: left });
}
