import { useTranslations } from 'next-intl';

/** Striped tape over every page while payments go to the local provider world instead of a real one. */
export function SandboxTape({ sandboxUrl }: { sandboxUrl: string }) {
  const t = useTranslations('sandbox');
  return (
    <aside className="tape" aria-label={t('region')}>
      <a href={sandboxUrl}>{t('tape')}</a>
    </aside>
  );
}
