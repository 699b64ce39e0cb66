import { useLocale, useTranslations } from 'next-intl';
import { CheckoutForm } from '#components/payments/CheckoutForm.tsx';
import { checkoutTexts } from '#components/payments/checkout-texts.ts';
import type { CheckoutAction } from '#components/payments/checkout-view.ts';
import type { Money } from '#domain/money.ts';
import { formatMoney } from '#domain/money.ts';
import type { Offer, VariantOnShow } from '#domain/offer.ts';
import type { ShippingZone } from '#domain/shipping.ts';
import { DailyStory } from './DailyStory.tsx';
import { EyesStory } from './EyesStory.tsx';
import { InTheBox } from './InTheBox.tsx';
import { NewsField, type NewsFieldProps } from './NewsField.tsx';
import { NextSteps } from './NextSteps.tsx';
import { PromiseLedger, type SaleTerms } from './PromiseLedger.tsx';
import { productText } from './product-text.ts';
import { Questions } from './Questions.tsx';
import { SizeStory } from './SizeStory.tsx';
import { Stage } from './Stage.tsx';
import { TrustLine } from './TrustLine.tsx';

export type ProductViewProps = {
  offer: Offer;
  unitPrice: Money;
  variants: readonly VariantOnShow[];
  /** Where parcels go. */
  zones: readonly ShippingZone[];
  /** The colour of the address; null where it names none. */
  color: string | null;
  window: string;
  secondLocale: string;
  supportEmail: string;
  terms: SaleTerms;
  consent: NewsFieldProps;
  action: CheckoutAction;
};

/** The product page: the stage and the counter, then what a careful buyer wants to read. */
export function ProductView(props: ProductViewProps) {
  const { offer, unitPrice, variants, window, secondLocale } = props;
  const locale = useLocale();
  const t = useTranslations();
  const text = productText(t, { ...props, locale });
  const price = formatMoney(unitPrice, locale);
  const chosen = text.chosen;
  return (
    <>
      <section className="hero" aria-label={t('shop.choose')}>
        <Stage
          variants={variants.map(({ id, name, images }) => ({ id, name, hero: images.hero }))}
          chosen={chosen}
          locale={locale}
          second={{ locale: secondLocale }}
        />
        <CheckoutForm
          action={props.action}
          sku={offer.sku}
          locale={locale}
          choice={{ color: chosen, quantity: 1, country: text.home, email: '' }}
          swatches={text.swatches}
          quantities={text.quantities}
          countries={text.countries}
          texts={checkoutTexts(t, { batch: offer.shipWindow.batch, maxQuantity: offer.maxQuantity })}
          label={t('shop.form')}
          supportEmail={props.supportEmail}
          intro={
            <div>
              <h1>{t.rich('shop.headline', { u: (text) => <span className="u">{text}</span> })}</h1>
              <p className="sub">{t('shop.sub')}</p>
            </div>
          }
          promises={
            <PromiseLedger
              window={window}
              batch={offer.shipWindow.batch}
              price={price}
              open={text.open}
              shut={text.shut}
              terms={props.terms}
              delivery={text.delivery}
              supportEmail={props.supportEmail}
            />
          }
          consent={<NewsField {...props.consent} />}
          trust={<TrustLine />}
          unitPrice={unitPrice}
        />
      </section>
      <NextSteps window={window} />
      <SizeStory fronts={text.fronts} />
      <EyesStory />
      <DailyStory colors={text.names} />
      <InTheBox />
      <Questions />
    </>
  );
}
