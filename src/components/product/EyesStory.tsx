import { useTranslations } from 'next-intl';
import type { Mood } from '#components/ui/Face.tsx';
import { Face } from '#components/ui/Face.tsx';
import { Picture } from '#components/ui/Picture.tsx';

export function EyesStory() {
  const t = useTranslations('story');
  const moods: readonly { mood: Mood; name: string; text: string }[] = [
    { mood: 'awake', name: t('awake'), text: t('awake_text') },
    { mood: 'aside', name: t('thinking'), text: t('thinking_text') },
    { mood: 'glad', name: t('glad'), text: t('glad_text') },
    { mood: 'half', name: t('low'), text: t('low_text') },
    { mood: 'asleep', name: t('asleep'), text: t('asleep_text') },
    { mood: 'curious', name: t('curious'), text: t('curious_text') },
  ];
  return (
    <section className="sec g" aria-labelledby="eyes-h">
      <div className="txt">
        <h2 id="eyes-h">{t('eyes_title')}</h2>
        <p>{t('eyes_text')}</p>
        <figure>
          <div className="pic">
            <Picture
              src="/product/detail-eyes.webp"
              alt={t('eyes_alt')}
              width={1600}
              height={1200}
              sizes="(min-width: 60rem) 50vw, 100vw"
            />
          </div>
        </figure>
      </div>
      <ul className="gaze">
        {moods.map(({ mood, name, text }) => (
          <li key={mood}>
            <Face mood={mood} />
            <div>
              <b>{name}</b>
              <span>{text}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
