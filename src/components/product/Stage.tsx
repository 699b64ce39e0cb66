import { useTranslations } from 'next-intl';
import { Picture } from '#components/ui/Picture.tsx';
import type { LocalizedText } from '#domain/localized-text.ts';
import { textIn } from '#domain/localized-text.ts';

export type StagedVariant = { id: string; name: LocalizedText; hero: string };

type StageProps = {
  variants: readonly StagedVariant[];
  chosen: string;
  locale: string;
  /** The other language a colour's name is shown in, beside its own. */
  second: { locale: string };
};

/** The chosen colour, large. Only its picture is loaded; the others wait, hidden, until they are chosen. */
export function Stage({ variants, chosen, locale, second }: StageProps) {
  const t = useTranslations('shop');
  return (
    <div className="stage">
      <div className="stage-pic">
        {variants.map(({ id, name, hero }) => (
          <div key={id} data-when={id}>
            <Picture
              src={hero}
              alt={t('hero_alt', { color: textIn(name, locale) })}
              width={1600}
              height={1600}
              sizes="(min-width: 60rem) min(58vw, 46rem), min(100vw, 46rem)"
              first={id === chosen}
            />
          </div>
        ))}
      </div>
      <p className="stage-cap">
        <span className="big">
          {variants.map(({ id, name }) => (
            <span key={id} data-when={id}>
              {textIn(name, locale)}
              <span className="zh" lang={second.locale}>
                {textIn(name, second.locale)}
              </span>
            </span>
          ))}
        </span>
        <span className="mono">{t('size')}</span>
      </p>
    </div>
  );
}
