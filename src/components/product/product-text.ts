import type { Translate } from '#components/payments/checkout-texts.ts';
import type { QuantityView, SwatchView } from '#components/payments/checkout-view.ts';
import type { Money } from '#domain/money.ts';
import { formatMoney, times } from '#domain/money.ts';
import type { Offer, VariantOnShow } from '#domain/offer.ts';
import { textIn } from '#domain/offer.ts';

type ProductSource = {
  offer: Offer;
  unitPrice: Money;
  variants: readonly VariantOnShow[];
  color: string | null;
  locale: string;
};

/** The colours and amounts of the product page in one language. */
export function productText(t: Translate, { offer, unitPrice, variants, color, locale }: ProductSource) {
  const price = formatMoney(unitPrice, locale);
  const swatches = variants.map((variant) => swatchOf(t, { variant, price, locale }));
  return {
    chosen: chosenOf(variants, color),
    swatches,
    quantities: Array.from(
      { length: offer.maxQuantity },
      (_, index): QuantityView => ({
        count: index + 1,
        total: formatMoney(times(unitPrice, index + 1), locale),
      }),
    ),
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
