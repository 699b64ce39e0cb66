import { useLocale, useTranslations } from 'next-intl';

/** Out of this browser, or out of every one. */
export function SignOutForm({ action }: { action: (form: FormData) => Promise<void> }) {
  const t = useTranslations('account');
  return (
    <form action={action} className="sign-out">
      <input type="hidden" name="locale" value={useLocale()} />
      <button className="btn quiet small" type="submit">
        {t('sign_out')}
      </button>
      <button className="btn quiet small" type="submit" name="everywhere" value="1">
        {t('sign_out_everywhere')}
      </button>
    </form>
  );
}
