import { useTranslations } from 'next-intl';
import { Picture } from '#components/ui/Picture.tsx';

type SizeStoryProps = { fronts: readonly { id: string; name: string; front: string }[] };

/** The dimension drawing: the rules measure the body in the picture of the chosen colour. */
export function SizeStory({ fronts }: SizeStoryProps) {
  const t = useTranslations();
  return (
    <section className="sec a" id="story" aria-labelledby="size-h">
      <figure>
        <div className="drawn">
          <div className="pic ratio-11">
            {fronts.map(({ id, name, front }) => (
              <div key={id} data-when={id} className="h-full">
                <Picture
                  src={front}
                  alt={t('shop.front_alt', { color: name })}
                  width={1200}
                  height={1200}
                  sizes="(min-width: 60rem) 50vw, 100vw"
                />
              </div>
            ))}
          </div>
          <span className="rule-x" aria-hidden="true">
            <span>{t('shop.width')}</span>
          </span>
          <span className="rule-y" aria-hidden="true">
            <span>{t('shop.height')}</span>
          </span>
        </div>
      </figure>
      <div className="txt">
        <h2 id="size-h">{t('story.size_title')}</h2>
        <p>{t('story.size_text')}</p>
        <p>{t('story.size_more')}</p>
      </div>
    </section>
  );
}
