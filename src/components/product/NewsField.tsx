import { useTranslations } from 'next-intl';

export type NewsFieldProps = {
  /** The version of the text beside the box. */
  text: string;
  /** The version of the question about statistics, where it is asked. */
  analyticsText: string | null;
};

/** News are a wish of their own: never ticked beforehand, and no condition of the purchase. */
export function NewsField({ text, analyticsText }: NewsFieldProps) {
  const t = useTranslations('shop');
  return (
    <div className="news-row">
      <label>
        <input type="checkbox" name="consent_marketing" value={text} />
        <span>{t('news')}</span>
      </label>
      {analyticsText === null ? null : (
        <input type="hidden" name="consent_analytics" data-text={analyticsText} />
      )}
    </div>
  );
}
