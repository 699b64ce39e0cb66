import { useLocale, useTranslations } from 'next-intl';
import type { OrderView } from '#domain/order-view.ts';
import type { Address } from '#domain/payment-event.ts';

/** When it ships, where its parcel is, where it goes, whom we write to, and the papers of its payment. */
export function OrderFacts({ view, when }: { view: OrderView; when: string | null }) {
  const t = useTranslations('order');
  const { ships, parcel, address, email, receiptUrl, invoiceUrl, state } = view;
  const isShipped = state === 'shipped' || state === 'delivered';
  const batch = ships === null ? null : ships.kind === 'window' ? ships.window.batch : ships.batch;
  return (
    <dl className="two facts">
      {when === null || batch === null ? null : (
        <div>
          <dt className="k">{t('ships')}</dt>
          <dd>{t('ships_window', { when, batch })}</dd>
        </div>
      )}
      {parcel === null && !isShipped ? null : (
        <div>
          <dt className="k">{t('parcel')}</dt>
          {parcel === null ? <dd>{t('no_parcel')}</dd> : <Parcel {...parcel} />}
        </div>
      )}
      {address === null ? null : (
        <div>
          <dt className="k">{t('address')}</dt>
          <dd>
            <PostalAddress address={address} />
          </dd>
        </div>
      )}
      {email === null ? null : (
        <div>
          <dt className="k">{t('contact')}</dt>
          <dd>{email}</dd>
        </div>
      )}
      <Paper term={t('receipt')} url={receiptUrl} text={t('open_receipt')} />
      <Paper term={t('invoice')} url={invoiceUrl} text={t('open_invoice')} />
    </dl>
  );
}

function Paper({ term, url, text }: { term: string; url: string | null; text: string }) {
  if (url === null) return null;
  return (
    <div>
      <dt className="k">{term}</dt>
      <dd>
        <a href={url} rel="noreferrer">
          {text}
        </a>
      </dd>
    </div>
  );
}

function Parcel({ carrier, number, url }: NonNullable<OrderView['parcel']>) {
  const t = useTranslations('order');
  return (
    <dd>
      <span className="mono">{number}</span>
      {url === null || carrier === null ? (
        <span className="sub">{carrier}</span>
      ) : (
        <a href={url} rel="noreferrer">
          {t('follow', { carrier })}
        </a>
      )}
    </dd>
  );
}

/** Line by line, in the sequence most of the world writes it on a parcel. */
function PostalAddress({ address }: { address: Address }) {
  const locale = useLocale();
  const { name, line1, line2, postalCode, city, state, country, phone } = address;
  const place = [postalCode, city, state].filter(Boolean).join(' ');
  const lines = [name, line1, line2, place, countryName(country, locale), phone].filter(Boolean);
  return (
    <address>
      {lines.map((line, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an address may say the same
        <span key={nth}>{line}</span>
      ))}
    </address>
  );
}

/** The country by its name in the page's language; an unknown code as it is. */
export function countryName(code: string | null, locale: string): string | null {
  if (code === null || !/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}
