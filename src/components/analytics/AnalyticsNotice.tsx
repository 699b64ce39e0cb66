'use client';
import { useEffect, useState } from 'react';
import { answerTo, rememberAnswer } from './analytics-consent.ts';

export type AnalyticsNoticeProps = {
  /** The version of the question. */
  text: string;
  /** The vendor's script, loaded after a yes and never before. */
  script: string;
  texts: { question: string; yes: string; no: string };
};

/** Asks once whether visits may be counted; no and yes weigh the same, and the shop works the same either way. */
export function AnalyticsNotice({ text, script, texts }: AnalyticsNoticeProps) {
  const [allowed, setAllowed] = useState<boolean | null | undefined>(undefined);
  useEffect(() => setAllowed(answerTo(text)?.allowed ?? null), [text]);
  const answer = (yes: boolean) => {
    rememberAnswer({ text, allowed: yes });
    setAllowed(yes);
  };
  // React puts the element into the head, once.
  if (allowed === true) return <script async src={script} />;
  if (allowed !== null) return null;
  return (
    <section className="ask" aria-label={texts.question}>
      <p>{texts.question}</p>
      <button type="button" onClick={() => answer(false)}>
        {texts.no}
      </button>
      <button type="button" onClick={() => answer(true)}>
        {texts.yes}
      </button>
    </section>
  );
}
