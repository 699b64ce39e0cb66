import { useTranslations } from 'next-intl';

export function TrustLine() {
  const t = useTranslations('shop');
  return (
    <p className="trust">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <rect x="2.7" y="7" width="10.6" height="7.2" rx="2" fill="currentColor" />
      </svg>
      <span>{t('trust')}</span>
    </p>
  );
}
