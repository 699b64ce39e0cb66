import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PaymentNotice } from '#components/payments/PaymentNotice.tsx';
import { Face, type Mood } from '#components/ui/Face.tsx';
import { type CheckoutErrorCode, checkoutErrorClasses } from '#domain/checkout.ts';
import { textIn } from '#domain/localized-text.ts';
import { formatMoney } from '#domain/money.ts';
import type { RecoveryPage } from '#domain/recovery-page.ts';

type RecoverViewProps = {
  /** What became of the checkout. */
  page: RecoveryPage;
  link: { readonly key: string; readonly here: string };
  /** Why the button opened no payment page a moment ago. */
  refused: CheckoutErrorCode | null;
  home: string;
  /** The door of the order that was paid instead. */
  order: string | null;
  action: (formData: FormData) => Promise<void>;
};

const moods: Readonly<Record<RecoveryPage['kind'], Mood>> = {
  unknown: 'asleep',
  late: 'aside',
  bought: 'glad',
  gone: 'shut',
  open: 'awake',
};

/** What was left, and the one thing that can be done about it. */
export function RecoverView(props: RecoverViewProps) {
  const { page, refused } = props;
  const t = useTranslations();
  const locale = useLocale();
  const values = {
    color: 'variant' in page && typeof page.variant !== 'string' ? textIn(page.variant.name, locale) : '',
    orderNo: page.kind === 'bought' ? page.orderNo : '',
    u: (text: ReactNode) => <span className="u">{text}</span>,
  };
  const variant = 'variant' in page ? page.variant : null;
  return (
    <div className="state order" data-colour={typeof variant === 'string' ? variant : variant?.id}>
      <div className="say">
        <Face mood={moods[page.kind]} className="gaze-now" />
        <h1>{t.rich(`recover.${page.kind}.title`, values)}</h1>
        <p className="lead">{t.rich(`recover.${page.kind}.lead`, values)}</p>
        {refused === null ? null : (
          <PaymentNotice
            kind={checkoutErrorClasses[refused]}
            title={t(`checkout_error.${refused}.title`)}
            text={t(`checkout_error.${refused}.text`)}
          />
        )}
        <NextStep {...props} />
      </div>
    </div>
  );
}

function NextStep({ page, link, home, order, action }: RecoverViewProps) {
  const t = useTranslations('recover');
  const locale = useLocale();
  switch (page.kind) {
    case 'open':
      return (
        <>
          {page.hasDiscount ? <p className="note-line">{t('discount')}</p> : null}
          <form action={action} className="acts">
            <input type="hidden" name="locale" value={locale} />
            <input type="hidden" name="key" value={link.key} />
            <button className="btn small" type="submit">
              {t('button', { count: page.quantity, price: formatMoney(page.price, locale) })}
            </button>
            <Way href={`${home}?color=${page.variant.id}`}>{t('change')}</Way>
          </form>
        </>
      );
    case 'gone':
      return page.others.length === 0 ? (
        <p>{t('none_left')}</p>
      ) : (
        <nav className="acts" aria-label={t('others')}>
          {page.others.map(({ id, name }) => (
            <Way key={id} href={`${home}?color=${id}`}>
              {textIn(name, locale)}
            </Way>
          ))}
        </nav>
      );
    case 'bought':
      return <div className="acts">{order === null ? null : <Way href={order}>{t('see_order')}</Way>}</div>;
    case 'late':
      return (
        <div className="acts">
          <Way href={link.here}>{t('try_again')}</Way>
        </div>
      );
    case 'unknown':
      return (
        <div className="acts">
          <Way href={home}>{t('shop')}</Way>
        </div>
      );
  }
}

const Way = ({ href, children }: { href: string; children: ReactNode }) => (
  <a className="btn quiet small" href={href}>
    {children}
  </a>
);
