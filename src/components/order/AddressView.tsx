import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Face } from '#components/ui/Face.tsx';
import type { OrderView } from '#domain/order-view.ts';
import { countryName } from './OrderFacts.tsx';

/** What can be changed about where the parcel goes on the left, the form on the right. */
export function AddressView({
  view,
  here,
  children,
}: {
  view: OrderView;
  here: string;
  children: ReactNode;
}) {
  const t = useTranslations('order');
  const country = countryName(view.address?.country ?? null, useLocale());
  return (
    <div className="state order" data-colour={view.variant}>
      <div className="say">
        <Face mood="awake" className="gaze-now" />
        <h1>{t('address_page.title')}</h1>
        <p className="lead">
          {country === null ? t('address_page.lead_open') : t('address_page.lead', { country })}
        </p>
        <div className="acts">
          <a className="btn quiet small" href={here}>
            {t('back')}
          </a>
        </div>
      </div>
      {children}
    </div>
  );
}
