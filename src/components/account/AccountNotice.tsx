import { useTranslations } from 'next-intl';
import type { SignInProblem } from '#domain/shopper.ts';

/** Why it did not go on and what to do about it; with a script or without, it is what the page is about now. */
export function AccountNotice({ problem }: { problem: SignInProblem | null }) {
  const t = useTranslations('account.problem');
  if (problem === null) return null;
  return (
    <div className={problem.startsWith('identity_') ? 'notice net' : 'notice'} role="alert">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1.2 15.4 14.6H.6z" fill="currentColor" />
        <path d="M8 6v4.2M8 11.6v1.4" stroke="var(--raised)" strokeWidth="1.7" />
      </svg>
      <h2>{t(`${problem}.title`)}</h2>
      <p>{t(`${problem}.text`)}</p>
    </div>
  );
}
