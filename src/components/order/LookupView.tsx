import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Face } from '#components/ui/Face.tsx';

/** What the two fields are for on the left, the form on the right. */
export function LookupView({ account, children }: { account: string | null; children: ReactNode }) {
  const t = useTranslations('lookup');
  return (
    <div className="state order">
      <div className="say">
        <Face mood="curious" className="gaze-now" />
        <h1>{t('title')}</h1>
        <p className="lead">{t('lead')}</p>
        {account === null ? null : (
          <p>
            <a href={account}>{t('account')}</a>
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
