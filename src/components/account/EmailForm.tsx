import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

type EmailFormProps = {
  action: (form: FormData) => Promise<void>;
  /** Filled in already. */
  email: string | null;
  invalid: boolean;
  label: string;
  note: string;
  /** What stands above the field. */
  children: ReactNode;
};

/** One address and one button. */
export function EmailForm({ action, email, invalid, label, note, children }: EmailFormProps) {
  const t = useTranslations('account.sign_in');
  return (
    <form action={action} className="slip email-form">
      {children}
      <div>
        <label htmlFor="email">{t('email')}</label>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          maxLength={254}
          placeholder="name@example.com"
          defaultValue={email ?? ''}
          aria-invalid={invalid || undefined}
          aria-describedby="email-note"
        />
        <button className="btn" type="submit">
          {label}
        </button>
      </div>
      <p className="support" id="email-note">
        {note}
      </p>
    </form>
  );
}
