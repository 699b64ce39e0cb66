import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Face } from '#components/ui/Face.tsx';
import { ShopFrame } from '#components/ui/ShopFrame.tsx';
import { shop } from '#config/shop.ts';
import { unitPrice } from '#domain/offer.ts';
import { isLocale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import { languageLinks } from './(shop)/language-links.ts';

/** An address that is no page, in the language of the address. */
export default async function NotFound() {
  const locale = await getLocale();
  if (!isLocale(locale)) notFound();
  const t = await getTranslations('not_found');
  const app = getContext();
  const [offer] = app.catalog.offers;
  return (
    <ShopFrame
      home={localePath(locale)}
      currency={unitPrice(app.catalog, offer, locale).currency}
      account={app.identity === null ? null : localePath(locale, '/account')}
      languages={languageLinks(locale, '')}
      supportEmail={shop.supportEmail}
      sandboxUrl={app.sandboxUrl}
      year={app.clock.now().getUTCFullYear()}
    >
      <title>{t('title')}</title>
      <div className="bound">
        <div className="say">
          <Face mood="curious" className="gaze-now" />
          <h1>{t('title')}</h1>
          <p className="lead">{t('text')}</p>
          <div className="acts">
            <a className="btn small" href={localePath(locale)}>
              {t('back')}
            </a>
          </div>
        </div>
      </div>
    </ShopFrame>
  );
}
