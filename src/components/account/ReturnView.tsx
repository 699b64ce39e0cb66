import { useLocale, useTranslations } from 'next-intl';
import type { SignInProblem } from '#domain/shopper.ts';
import { AccountNotice } from './AccountNotice.tsx';
import { AccountStatement } from './AccountStatement.tsx';
import { EmailForm } from './EmailForm.tsx';

type ReturnViewProps = {
  oobCode: string;
  /** The address this browser asked a link for; null on another device, where it is asked again. */
  email: string | null;
  problem: SignInProblem | null;
  /** Where another link can be asked for. */
  askHref: string;
  signIn: (form: FormData) => Promise<void>;
};

/**
 * Where the link in the mail leads. Opening it uses nothing up, because programs open the links in a mail as well; a
 * person presses the button.
 */
export function ReturnView({ oobCode, email, problem, askHref, signIn }: ReturnViewProps) {
  const t = useTranslations('account.sign_in');
  return (
    <div className="state account">
      <AccountStatement
        mood="awake"
        title={t('return_title')}
        text={email === null ? t('return_elsewhere') : t('return_text', { email })}
      >
        <a className="btn quiet small" href={askHref}>
          {t('another')}
        </a>
      </AccountStatement>
      <EmailForm
        action={signIn}
        email={email}
        invalid={problem === 'invalid_email'}
        label={t('enter')}
        note={t('return_note')}
      >
        <input type="hidden" name="locale" value={useLocale()} />
        <input type="hidden" name="oobCode" value={oobCode} />
        <AccountNotice problem={problem} />
      </EmailForm>
    </div>
  );
}
