/** The answer to our question about statistics, kept in this browser alone. */
export type AnalyticsAnswer = { readonly text: string; readonly allowed: boolean };

const answerKey = 'rolitt.analytics';

/** What was answered to this version of the question; null when nothing was, or it cannot be remembered. */
export function answerTo(text: string): AnalyticsAnswer | null {
  try {
    const [answered, allowed] = (localStorage.getItem(answerKey) ?? '').split(' ');
    return answered === text ? { text, allowed: allowed === 'yes' } : null;
  } catch {
    return null;
  }
}

export function rememberAnswer({ text, allowed }: AnalyticsAnswer): void {
  try {
    localStorage.setItem(answerKey, `${text} ${allowed ? 'yes' : 'no'}`);
  } catch {
    // Asked again on the next page.
  }
}
