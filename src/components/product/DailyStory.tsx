import { useFormatter, useTranslations } from 'next-intl';
import { Picture } from '#components/ui/Picture.tsx';

/** Two photographs of unequal width, then all colours together. */
export function DailyStory({ colors }: { colors: readonly string[] }) {
  const t = useTranslations('story');
  const list = useFormatter().list(colors);
  return (
    <>
      <section className="pair" aria-label={t('daily')}>
        <figure>
          <div className="pic ratio-32">
            <Picture
              src="/product/detail-scale.webp"
              alt={t('scale_alt')}
              width={1600}
              height={1200}
              sizes="(min-width: 60rem) 60vw, 100vw"
            />
          </div>
          <figcaption>
            <b>{t('scale_title')}</b>
            <span>{t('scale_text')}</span>
          </figcaption>
        </figure>
        <figure>
          <div className="pic ratio-32">
            <Picture
              src="/product/detail-strap.webp"
              alt={t('strap_alt')}
              width={1600}
              height={1200}
              sizes="(min-width: 60rem) 40vw, 100vw"
            />
          </div>
          <figcaption>
            <b>{t('strap_title')}</b>
            <span>{t('strap_text')}</span>
          </figcaption>
        </figure>
      </section>
      <section className="family" aria-labelledby="family-h">
        <div className="pic">
          <Picture
            src="/product/family.webp"
            dark="/product/family-dark.webp"
            alt={t('family_alt')}
            width={2400}
            height={1350}
            sizes="100vw"
          />
        </div>
        <div className="line">
          <h2 id="family-h">{t('family_title', { count: colors.length })}</h2>
          <p>{t('family_text', { colors: list })}</p>
        </div>
      </section>
    </>
  );
}
