import { useTranslations } from 'next-intl';

export function InTheBox() {
  const t = useTranslations('box');
  const rows = [
    [t('companion'), t('companion_text')],
    [t('charging'), t('charging_text')],
    [t('battery'), t('battery_text')],
    [t('connection'), t('connection_text')],
    [t('repair'), t('repair_text')],
  ] as const;
  return (
    <section className="sec s" aria-labelledby="box-h">
      <div className="txt">
        <h2 id="box-h">{t('title')}</h2>
        <p>{t('text')}</p>
      </div>
      <dl className="spec">
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
