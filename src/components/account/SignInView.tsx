import { useLocale, useTranslations } from 'next-intl';
import type { SignInProblem } from '#domain/shopper.ts';
import { AccountNotice } from './AccountNotice.tsx';
import { AccountStatement } from './AccountStatement.tsx';
import { EmailForm } from './EmailForm.tsx';

type SignInViewProps = {
  /** How one signs in here. */
  entrance: 'email_link' | 'stand_in';
  /** What happened just now. */
  moment: 'asked' | 'link_sent' | 'signed_out';
  /** The address typed before, in this browser. */
  email: string | null;
  problem: SignInProblem | null;
  signIn: (form: FormData) => Promise<void>;
};

/** What signing in is for on the left, the one field it takes on the right. */
export function SignInView({ entrance, moment, email, problem, signIn }: SignInViewProps) {
  const t = useTranslations('account.sign_in');
  const sent = moment === 'link_sent' && problem === null;
  return (
    <div className="state account">
      <div role="status">
        {sent ? (
          <AccountStatement
            mood="glad"
            title={t('sent_title')}
            text={email === null ? t('sent_text_elsewhere') : t('sent_text', { email })}
          />
        ) : moment === 'signed_out' ? (
          <AccountStatement mood="asleep" title={t('bye_title')} text={t('bye_text')} />
        ) : (
          <AccountStatement mood="awake" title={t('title')} text={t('text')} />
        )}
      </div>
      <EmailForm
        action={signIn}
        email={email}
        invalid={problem === 'invalid_email'}
        label={t(sent ? 'again' : entrance === 'stand_in' ? 'enter' : 'send')}
        note={t(sent ? 'again_note' : entrance === 'stand_in' ? 'stand_in_note' : 'send_note')}
      >
        <input type="hidden" name="locale" value={useLocale()} />
        <AccountNotice problem={problem} />
      </EmailForm>
    </div>
  );
}
