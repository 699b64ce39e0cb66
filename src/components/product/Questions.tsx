import { useTranslations } from 'next-intl';

const questions = ['charged', 'slips', 'change', 'subscription', 'hears', 'pay'] as const;

export function Questions() {
  const t = useTranslations('faq');
  return (
    <section className="faq" id="questions" aria-labelledby="faq-h">
      <h2 id="faq-h">{t('title')}</h2>
      <div className="list">
        {questions.map((name, index) => (
          <details key={name} open={index === 0}>
            <summary>{t(`${name}_q`)}</summary>
            <p>{t(`${name}_a`)}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
