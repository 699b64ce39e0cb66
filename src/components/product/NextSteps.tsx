import { useTranslations } from 'next-intl';

export function NextSteps({ window }: { window: string }) {
  const t = useTranslations('next');
  const steps = [
    { when: t('pay_when'), title: t('pay_title'), text: t('pay_text') },
    { when: t('build_when'), title: t('build_title'), text: t('build_text') },
    { when: window, title: t('ship_title'), text: t('ship_text') },
  ];
  return (
    <section className="next" aria-labelledby="next-h">
      <h2 id="next-h">{t('title')}</h2>
      <ol>
        {steps.map(({ when, title, text }) => (
          <li key={title}>
            <div>
              <p className="when num">{when}</p>
              <h3>{title}</h3>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
