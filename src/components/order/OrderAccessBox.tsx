import { useLocale, useTranslations } from 'next-intl';
import type { FormAction } from './order-page-props.ts';

type OrderAccessBoxProps = { orderNo: string; revoke: FormAction; forget: FormAction };

/** Who can see the page, and how to change that. */
export function OrderAccessBox({ orderNo, revoke, forget }: OrderAccessBoxProps) {
  const t = useTranslations('order');
  const fields = (
    <>
      <input type="hidden" name="locale" value={useLocale()} />
      <input type="hidden" name="order" value={orderNo} />
    </>
  );
  return (
    <details className="access">
      <summary>{t('access')}</summary>
      <p>{t('access_text')}</p>
      <div className="acts">
        <form action={revoke}>
          {fields}
          <button className="btn quiet small" type="submit">
            {t('revoke')}
          </button>
        </form>
        <form action={forget}>
          {fields}
          <button className="btn quiet small" type="submit">
            {t('forget')}
          </button>
        </form>
      </div>
    </details>
  );
}
